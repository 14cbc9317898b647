'use strict';
{
  const make = (name, className, text) =>
    Object.assign(document.createElement(name), {className, textContent: text});
  const words = number => number.toLocaleString('en') + (number === 1 ? ' row' : ' rows');

  /* Commands to copy. */
  for (const command of document.querySelectorAll('.command')) {
    const button = make('button', 'plain', 'Copy');
    button.onclick = async () => {
      getSelection().selectAllChildren(command.querySelector('code'));
      try {
        await navigator.clipboard.writeText(command.querySelector('code').textContent);
        button.textContent = 'Copied';
      } catch {
        button.textContent = document.execCommand('copy') ? 'Copied' : 'Selected';
      }
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    };
    command.append(button);
  }

  /* Tables: sorted by a click on a head; long ones can be filtered, and show a few rows at first. */
  const FEW = 11;
  const UNITS = {KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30};
  const amount = text => {
    const [, number, unit] = /^(-?[\d.]+) ?([KMG]B)?/.exec(text) ?? [];
    return number === undefined ? Infinity : number * (UNITS[unit] ?? 1);
  };
  const compare = (one, two) => {
    const [a, b] = [amount(one), amount(two)];
    return a === b || Number.isNaN(a - b) ? one.localeCompare(two) : a - b;
  };

  for (const table of document.querySelectorAll('.sortable')) {
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const names = heads.map(head => head.textContent);
    if (table.classList.contains('winner')) {
      rows[0].classList.add('best');
    }
    let all = rows.length <= FEW || table.closest('nav') !== null;
    let wanted = [];
    const texts = new Map(rows.map(row =>
      [row, [...row.cells].map((cell, c) => names[c] + '=' + cell.textContent).join(' ').toLowerCase()]));
    const shown = make('span', '', '');
    const more = make('button', 'plain', '');
    const show = () => {
      const found = [...body.rows].filter(row => wanted.every(word => texts.get(row).includes(word)));
      rows.forEach(row => { row.hidden = true; });
      found.forEach((row, i) => { row.hidden = !all && wanted.length === 0 && i >= FEW; });
      shown.textContent = wanted.length > 0 ? found.length + ' of ' + words(rows.length) : words(rows.length);
      more.hidden = rows.length <= FEW || table.closest('nav') !== null || wanted.length > 0;
      more.textContent = all ? 'Show fewer' : 'Show all ' + rows.length;
    };
    more.onclick = () => { all = !all; show(); };
    heads.forEach((head, column) => {
      const button = make('button', '', names[column] || 'order');
      button.type = 'button';
      button.onclick = () => {
        const up = head.getAttribute('aria-sort') !== 'ascending';
        heads.forEach(other => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        const by = names[column] === ''
          ? (one, two) => rows.indexOf(one) - rows.indexOf(two)
          : (one, two) => compare(one.cells[column].textContent, two.cells[column].textContent);
        const sorted = [...body.rows].sort((one, two) => (up ? by(one, two) : by(two, one)));
        body.append(...sorted);
        show();
      };
      head.replaceChildren(button);
    });
    if (rows.length > FEW) {
      const filter = make('input', '', '');
      const example = Math.max(1, heads.findIndex((_, c) =>
        c > 0 && !names[c].includes(' ') && new Set(rows.map(row => row.cells[c].textContent)).size > 1));
      filter.type = 'search';
      filter.placeholder = 'such as ' + names[example] + '=' + rows[0].cells[example].textContent;
      filter.oninput = () => {
        wanted = filter.value.toLowerCase().split(/\s+/).filter(word => word !== '');
        show();
      };
      const label = make('label', '', 'Filter');
      label.append(filter);
      shown.setAttribute('role', 'status');
      const tools = make('div', 'tools', '');
      tools.append(label, shown, more);
      table.parentElement.before(tools);
    }
    show();
  }

  /* Drawings: the mark nearest to the pointer says what it is; so do arrow keys, mark by mark. */
  const NEAR = 30;
  const tip = make('div', 'tip', '');
  tip.setAttribute('role', 'status');
  tip.hidden = true;
  document.body.append(tip);
  let on = null;
  const hide = () => {
    on?.classList.remove('on');
    on = null;
    tip.hidden = true;
  };
  const say = mark => {
    hide();
    on = mark;
    mark.classList.add('on');
    tip.textContent = mark.dataset.tip;
    tip.hidden = false;
    const box = mark.getBoundingClientRect();
    const left = box.left + (box.width - tip.offsetWidth) / 2;
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = Math.max(8, Math.min(left, innerWidth - tip.offsetWidth - 8)) + 'px';
    tip.style.top = (above < 8 ? box.bottom + 8 : above) + 'px';
  };
  for (const chart of document.querySelectorAll('.chart')) {
    const marks = [...chart.querySelectorAll('.mark')];
    for (const mark of marks) {
      const title = mark.querySelector('title');
      mark.dataset.tip = title.textContent;
      title.remove();
    }
    /* From left to right; only known where the drawing is shown. */
    let known = null;
    const places = () => known ??= marks
      .map(mark => ({mark, box: mark.getBBox()}))
      .map(({mark, box}) => ({mark, x: box.x + box.width / 2, y: box.y + box.height / 2}))
      .sort((one, two) => one.x - two.x);
    const point = event => {
      const screen = chart.getScreenCTM();
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(screen.inverse());
      const far = place => Math.hypot(place.x - at.x, place.y - at.y) * screen.a;
      const nearest = places().reduce((one, two) => far(two) < far(one) ? two : one);
      if (far(nearest) > NEAR) {
        hide();
      } else if (nearest.mark !== on) {
        say(nearest.mark);
      }
    };
    chart.onpointermove = point;
    chart.onpointerdown = point;
    chart.onpointerleave = event => { if (event.pointerType === 'mouse') hide(); };
    chart.onblur = hide;
    chart.onkeydown = event => {
      const last = marks.length - 1;
      const now = places().findIndex(place => place.mark === on);
      const next = {
        ArrowRight: now + 1, ArrowDown: now + 1, ArrowLeft: now - 1, ArrowUp: now - 1, Home: 0, End: last,
      }[event.key];
      if (event.key === 'Escape') {
        hide();
      } else if (next !== undefined) {
        event.preventDefault();
        const {mark} = places()[Math.max(0, Math.min(next, last))];
        mark.scrollIntoView({block: 'nearest'});
        say(mark);
      }
    };
  }
  addEventListener('scroll', () => on && say(on), {passive: true});
}
