/* Sorts tables by a click on a heading, and hides modes. Without it the page says as much. */
'use strict';
{
	const scales = { '%': 0.01, ns: 1e-9, 'µs': 1e-6, ms: 1e-3, s: 1, k: 1e3, M: 1e6, G: 1e9, KiB: 1024, MiB: 1 << 20, GiB: 1 << 30 };
	const scale = unit => scales[unit] || scales[unit.replace(/B\/s$/, '')] || 1;

	/* A table in which nothing was measured has a head alone. */
	const rows = table => [...table.tBodies].flatMap(body => [...body.rows]);

	/* Returns the figure that a cell begins with, perhaps after the name of what it is of; NaN if it begins with none. */
	const figure = text => {
		const found = /^(?:[\w-]+: |about |beyond |below )?([+-]?[\d.]+(?:e[+-]?\d+)?)\s?([^\s(,]*)/.exec(text);
		return found ? Number(found[1]) * scale(found[2]) : NaN;
	};

	/* Compares two cells; those without a figure come after the others, whichever way is sorted. What is no column of
	   figures is compared as text, since 5.11 comes after 5.6 where both are versions. */
	const compare = (a, b, figures, sign) => {
		const x = figures ? figure(a) : NaN, y = figures ? figure(b) : NaN;
		if (Number.isNaN(x) || Number.isNaN(y))
			return Number.isNaN(x) - Number.isNaN(y) || sign * a.localeCompare(b, 'en', { numeric: true });
		return sign * (x - y);
	};

	const sort = (head, column) => {
		const table = head.closest('table');
		const way = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
		const sorted = rows(table).map(row => ({ row, text: row.cells[column].textContent }));
		const figures = head.classList.contains('number');
		sorted.sort((a, b) => compare(a.text, b.text, figures, way === 'ascending' ? 1 : -1));
		for (const other of table.tHead.rows[0].cells)
			other.removeAttribute('aria-sort');
		head.setAttribute('aria-sort', way);
		table.tBodies[0].append(...sorted.map(one => one.row));
	};

	for (const table of document.querySelectorAll('table'))
		[...table.tHead.rows[0].cells].forEach((head, column) => {
			if (!head.textContent || rows(table).length < 2)
				return;
			const button = document.createElement('button');
			button.append(...head.childNodes);
			button.addEventListener('click', () => sort(head, column));
			head.append(button);
		});

	/* The rows of each mode, in the tables that have a column of modes. What others call a mechanism is no mode of ours,
	   which is written as one types it. */
	const modes = new Map();
	for (const table of document.querySelectorAll('table')) {
		const heads = [...table.tHead.rows[0].cells].map(head => head.textContent);
		const column = heads.findIndex(head => /^(mode|our mode)$/.test(head)), mechanisms = heads.indexOf('mechanism');
		for (const row of rows(table)) {
			const mode = column >= 0 ? row.cells[column].textContent : row.cells[mechanisms]?.querySelector('code')?.textContent;
			if (mode)
				modes.set(mode, [...modes.get(mode) || [], row]);
		}
	}

	const box = mode => {
		const label = document.createElement('label'), input = document.createElement('input');
		input.type = 'checkbox';
		input.checked = true;
		input.addEventListener('change', () => modes.get(mode).forEach(row => { row.hidden = !input.checked; }));
		label.append(input, ' ', mode);
		return label;
	};

	/* Turns all boxes on, or all off. */
	const all = (list, checked) => {
		const button = document.createElement('button');
		button.textContent = checked ? 'all' : 'none';
		button.addEventListener('click', () => list.querySelectorAll('input').forEach(input => {
			if (input.checked !== checked)
				input.click();
		}));
		return button;
	};

	if (modes.size > 1) {
		const list = document.createElement('details'), summary = document.createElement('summary');
		summary.textContent = 'Modes in the tables';
		list.id = 'modes';
		list.append(summary, all(list, true), ' ', all(list, false), ...[...modes.keys()].sort().map(box));
		document.querySelector('nav').append(list);
	}

	/* Where there is room beside the text, the contents are open; what is folded is printed as well. */
	if (matchMedia('(min-width: 72rem)').matches)
		document.querySelector('nav details').open = true;
	addEventListener('beforeprint', () => document.querySelectorAll('main details.fold').forEach(fold => { fold.open = true; }));

	/* A link to what is folded unfolds it. */
	const unfold = () => {
		const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
		for (let at = target; at; at = at.parentElement)
			if (at.tagName === 'DETAILS')
				at.open = true;
	};
	addEventListener('hashchange', unfold);
	unfold();
}
