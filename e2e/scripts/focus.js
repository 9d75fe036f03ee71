// How the focus is shown on the element that has it: in words what is wrong, or nothing.
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return 'nothing has the focus';
  const near = [element, ...element.parentElement.children, element.parentElement, element.closest('label, .card, li, .told')].filter(Boolean);
  const marked = near.some((one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || (one === element && boxShadow !== 'none');
  });
  if (!marked) return `no visible focus on ${element.outerHTML.slice(0, 120)}`;
  const box = (element.closest('label') ?? element).getBoundingClientRect();
  const outside = box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth;
  return outside ? `the focus is off the screen: ${element.outerHTML.slice(0, 120)}` : '';
}
