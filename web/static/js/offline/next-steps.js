// Saved without signal: it is finished, and one can go on from here.
import { goTo } from 'weekbook/offline/session';

function link(words, path) {
  const to = Object.assign(document.createElement('a'), { className: 'button plain', href: path, textContent: words });
  to.addEventListener('click', (event) => {
    event.preventDefault();
    goTo(path);
  });
  return to;
}

export function showNextSteps(element) {
  if (element.querySelector('.next-steps')) return;
  const [family] = /^\/families\/\d+/.exec(element.address) ?? [];
  const box = Object.assign(document.createElement('div'), { className: 'buttons next-steps' });
  box.append(...family ? [link('Back to the family', family)] : [], link('Back to the week', '/week'));
  element.append(box);
}
