/* Sorts tables by a click on a heading, and hides modes. Without it the page says as much. */
'use strict';
{
	const scales = { '%': 0.01, ns: 1e-9, 'µs': 1e-6, ms: 1e-3, s: 1, k: 1e3, M: 1e6, G: 1e9, KiB: 1024, MiB: 1 << 20, GiB: 1 << 30 };

	/* A table in which nothing was measured has a head alone. */
	const rows = table => [...table.tBodies].flatMap(body => [...body.rows]);

	/* Returns the figure that a cell begins with; NaN if it begins with none. */
	const figure = text => {
		const found = /^(?:about |beyond |below )?([+-]?[\d.]+(?:e[+-]?\d+)?)\s?([^\s(]*)/.exec(text);
		return found ? Number(found[1]) * (scales[found[2]] || 1) : NaN;
	};

	/* Compares two cells; those without a figure come after the others, whichever way is sorted. */
	const compare = (a, b, sign) => {
		const x = figure(a), y = figure(b);
		if (Number.isNaN(x) || Number.isNaN(y))
			return Number.isNaN(x) - Number.isNaN(y) || sign * a.localeCompare(b, 'en', { numeric: true });
		return sign * (x - y);
	};

	const sort = (head, column) => {
		const table = head.closest('table');
		const way = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
		const sorted = rows(table).map(row => ({ row, text: row.cells[column].textContent }));
		sorted.sort((a, b) => compare(a.text, b.text, way === 'ascending' ? 1 : -1));
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

	/* The rows of each mode, in the tables that have a column of modes: they are named as one types them. */
	const modes = new Map();
	for (const table of document.querySelectorAll('table')) {
		const column = [...table.tHead.rows[0].cells].findIndex(head => /^(mode|mechanism)$/.test(head.textContent));
		for (const row of rows(table)) {
			const mode = row.cells[column]?.querySelector('code')?.textContent;
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
