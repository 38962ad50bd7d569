/* What a reader sees of the page. Each function returns a list of what is wrong. */
'use strict';
globalThis.look = (() => {
	const unfold = () => document.querySelectorAll('details').forEach(details => { details.open = true; });
	const name = element => `<${element.tagName.toLowerCase()}> "${element.textContent.trim().slice(0, 40)}"`;

	/* The elements that have text of their own, except in what is not shown. */
	const texts = () => [...document.querySelectorAll('body *')].filter(element => !element.closest('script, title') && element.checkVisibility() &&
		[...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));

	/* How large a text is on the screen: in a picture, by its scale. */
	const size = element => {
		const font = parseFloat(getComputedStyle(element).fontSize);
		const svg = element.closest('svg');
		if (!svg)
			return font;
		const matrix = svg.getScreenCTM();
		return font * Math.hypot(matrix.a, matrix.b);
	};

	/* What a reader misses of a picture: that it is there, and that all of it is on the screen without a scroll. */
	const missed = svg => {
		const frame = svg.closest('.chart, .strip'), box = svg.getBoundingClientRect(), around = frame.getBoundingClientRect();
		const drawn = [...svg.querySelectorAll('text, use, path, circle, line')].filter(mark => !mark.closest('defs'))
			.map(mark => mark.getBoundingClientRect()).filter(mark => mark.width || mark.height);
		const left = Math.min(...drawn.map(mark => mark.left)), right = Math.max(...drawn.map(mark => mark.right));
		const first = Math.max(0, box.left, around.left), last = Math.min(document.documentElement.clientWidth, box.right, around.right);
		if (box.height < 60 || drawn.length < 5 || !svg.querySelector('text'))
			return 'it is empty';
		if (frame.scrollWidth > frame.clientWidth)
			return `its box of ${frame.clientWidth} scrolls over ${frame.scrollWidth}`;
		return left < first - 1 || right > last + 1 ? `it is drawn from ${left.toFixed()} to ${right.toFixed()}, and seen from ${first.toFixed()} to ${last.toFixed()}` : '';
	};

	const colour = text => {
		const [red, green, blue, alpha] = text.match(/[\d.]+/g).map(Number);
		return { channels: [red, green, blue], alpha: alpha ?? 1 };
	};
	const background = element => {
		for (let at = element; at; at = at.parentElement) {
			const found = colour(getComputedStyle(at).backgroundColor);
			if (found.alpha === 1)
				return found.channels;
		}
		return [255, 255, 255];
	};
	/* Relative luminance and contrast, as WCAG 2 defines them. */
	const luminance = channels => {
		const [red, green, blue] = channels.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const contrast = (a, b) => {
		const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
		return (light + 0.05) / (dark + 0.05);
	};
	const ink = element => {
		const style = getComputedStyle(element);
		return colour(element.closest('svg') ? style.fill : style.color).channels;
	};

	const inOrder = (cells, sign) => cells.every((cell, i) => i === 0 || sign * (cell - cells[i - 1]) >= 0);
	const scale = { ns: 1, 'µs': 1e3, ms: 1e6 };
	const nanoseconds = cell => { const [figure, unit] = cell.textContent.split(' '); return figure * scale[unit]; };

	return {
		width() {
			unfold();
			const most = document.documentElement.clientWidth, is = document.documentElement.scrollWidth;
			return is > most ? [`the page is ${is} wide, and the window ${most}`] : [];
		},
		charts() {
			unfold();
			const shown = frame => [...frame.querySelectorAll('svg')].filter(svg => svg.checkVisibility());
			const frames = [...document.querySelectorAll('.chart, .strip')];
			const bad = frames.filter(frame => frame.matches('.chart') && shown(frame).length !== 1).map(frame => `${shown(frame).length} pictures: ${frame.getAttribute('aria-label')}`);
			const wrong = frames.flatMap(shown).map(svg => [missed(svg), svg.closest('[aria-label]').getAttribute('aria-label')]);
			return frames.length < 6 ? [`${frames.length} charts`] : bad.concat(wrong.filter(([what]) => what).map(([what, chart]) => `${chart}: ${what}`));
		},
		/* What is found of each claim is on the screen, and said to be it. */
		claims() {
			unfold();
			const table = [...document.querySelectorAll('table')].find(table => /verdict/.test(table.tHead.textContent));
			const heads = [...table.tHead.rows[0].cells].map(head => head.textContent), most = document.documentElement.clientWidth;
			return [...table.tBodies[0].rows].flatMap(row => ['here', 'verdict'].map(head => {
				const cell = row.cells[heads.indexOf(head)], box = cell.getBoundingClientRect();
				const told = table.tHead.checkVisibility() || getComputedStyle(cell, '::before').content.includes(head);
				return box.width && box.right <= most && told ? '' : `${head}: ${name(cell)} ends at ${box.right.toFixed()} of ${most}`;
			})).filter(Boolean);
		},
		sizes() {
			unfold();
			return texts().filter(element => size(element) < 11).map(element => `${size(element).toFixed(1)} px: ${name(element)}`);
		},
		contrasts() {
			unfold();
			return texts().map(element => {
				const style = getComputedStyle(element), font = parseFloat(style.fontSize);
				const least = font >= 24 || (font >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
				const is = contrast(ink(element), background(element));
				return is < least ? `contrast ${is.toFixed(2)}: ${name(element)}` : '';
			}).filter(Boolean);
		},
		sorting() {
			unfold();
			const table = [...document.querySelectorAll('table')].find(table => /^mechanism/.test(table.textContent.trim()));
			const head = [...table.tHead.rows[0].cells].findIndex(cell => /^added/.test(cell.textContent));
			const figures = () => [...table.tBodies[0].rows].map(row => nanoseconds(row.cells[head]));
			const button = table.tHead.rows[0].cells[head].querySelector('button'), bad = [];
			for (const [way, sign] of [['ascending', 1], ['descending', -1]]) {
				button.focus();
				button.click();
				if (!inOrder(figures(), sign) || button.closest('th').getAttribute('aria-sort') !== way)
					bad.push(`${way}: ${figures()}`);
			}
			const names = table.tHead.rows[0].cells[0].querySelector('button');
			names.click();
			const found = [...table.tBodies[0].rows].map(row => row.cells[0].textContent);
			if (found.join() !== [...found].sort(new Intl.Collator('en', { numeric: true }).compare).join())
				bad.push(`by name: ${found}`);
			return bad;
		},
		/* Columns whose cells no plain comparison puts in order: units that end in /s, versions, what a figure is of. */
		units() {
			unfold();
			const bytes = { MB: 1e6, GB: 1e9 }, bad = [];
			const kinds = {
				bandwidth: text => { const [, figure, unit] = /^([\d.]+) (.B)\/s/.exec(text); return figure * bytes[unit]; },
				since: text => { const [major, minor] = text.split('.'); return text === 'any' ? Infinity : major * 1000 + Number(minor); },
				'here, same CPU': text => { const [, figure, unit] = /: ([\d.]+) (..),/.exec(text) || [, Infinity, 'ns']; return figure * scale[unit]; },
			};
			for (const [heading, number] of Object.entries(kinds)) {
				const button = [...document.querySelectorAll('th button')].find(button => button.textContent === heading);
				const head = button.closest('th'), rows = head.closest('table').tBodies[0].rows;
				button.click();
				const cells = [...rows].map(row => row.cells[head.cellIndex].textContent);
				if (!inOrder(cells.map(number).map(n => Math.min(n, Number.MAX_VALUE)), 1))
					bad.push(`${heading}: ${cells}`);
			}
			return bad;
		},
		/* Chromium leaves a button out where the head of a table stands again. */
		printed() {
			const bad = [...document.querySelectorAll('th button')].filter(button => getComputedStyle(button).display !== 'contents')
				.map(button => `not in a head that stands again: ${name(button)}`);
			const titles = [...document.querySelectorAll('p')].filter(p => p.nextElementSibling?.matches('p:has(> .chart)'));
			return bad.concat(titles.filter(p => getComputedStyle(p).breakAfter !== 'avoid').map(p => `its chart is on the next page: ${name(p)}`),
				titles.length ? [] : ['no chart has a title']);
		},
		modes() {
			unfold();
			/* in whichever column: a table whose rows stay says what the reader has hidden */
			const shown = () => [...document.querySelectorAll('tbody tr')].filter(row => row.checkVisibility() &&
				[...row.cells].some(cell => cell.textContent.trim() === 'ptrace-syscall'));
			const box = [...document.querySelectorAll('#modes label')].find(label => label.textContent.trim() === 'ptrace-syscall').querySelector('input');
			const before = shown().length;
			box.click();
			const without = shown();
			box.click();
			return without.length === 0 && before > 0 && shown().length === before ? []
				: [`rows: ${before}, then ${shown().length}`, ...without.map(row => 'not hidden: ' + row.textContent.trim().slice(0, 60))];
		},
		/* What is there without scripts. */
		bare() {
			const bad = [];
			if (document.querySelector('button, #modes'))
				bad.push('a button that does nothing');
			if (!document.querySelector('ul.answer strong').checkVisibility() || document.querySelectorAll('.card').length !== 5)
				bad.push('the answer is not seen');
			return bad;
		},
	};
})();
