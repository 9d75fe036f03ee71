// What cannot be used with a thumb or read without scrolling sideways, in words.
() => {
  const found = [];
  const shown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && element.getClientRects().length;
  const name = (element) => `<${element.tagName.toLowerCase()}> “${(element.getAttribute('aria-label') || element.innerText || element.name || element.className || '').trim().slice(0, 40)}”`;
  const scrolls = (element) => {
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const { overflowX } = getComputedStyle(up);
      if (['auto', 'scroll', 'hidden', 'clip'].includes(overflowX)) return true;
    }
    return false;
  };
  // What a thumb may hit: a link can be stretched over its card, or have room around it.
  const touched = (element) => {
    const around = getComputedStyle(element, '::after');
    const box = element.getBoundingClientRect();
    if (around.position !== 'absolute' || around.content === 'none') return box;
    if (getComputedStyle(element).position === 'static') return element.offsetParent.getBoundingClientRect();
    const [top, right, bottom, left] = ['top', 'right', 'bottom', 'left'].map((side) => parseFloat(around[side]));
    return { height: box.height - top - bottom, width: box.width - left - right };
  };
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width + 1) {
    const wide = [...document.body.querySelectorAll('*')].filter((element) => shown(element) && element.getBoundingClientRect().right > width + 1 && !scrolls(element));
    found.push(`scrolls sideways: ${document.documentElement.scrollWidth} in ${width}; ${wide.slice(-3).map(name).join(', ')}`);
  }
  const targets = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  for (const element of document.querySelectorAll(targets)) {
    if (!shown(element) || element.closest('.skip, .sr, [inert], dialog:not([open])') || element.disabled) continue;
    const style = getComputedStyle(element);
    // WCAG 2.5.8 leaves links within a sentence out.
    if (element.tagName === 'A' && style.display === 'inline' && element.parentElement.innerText.trim() !== element.innerText.trim()) continue;
    const label = element.tagName === 'INPUT' && ['radio', 'checkbox'].includes(element.type) && element.closest('label');
    const box = touched(label || element);
    if (box.height < 43.5 || box.width < 43.5) found.push(`small target ${Math.round(box.width)}×${Math.round(box.height)}: ${name(label || element)}`);
  }
  return found;
}
