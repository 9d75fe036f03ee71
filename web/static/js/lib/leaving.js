// Going to another screen with unsaved words asks first, as leaving the page does.
const unsaved = () => [...document.querySelectorAll('draft-form')].filter((draft) => draft.unsaved);

function askToLeave(leave) {
  const dialog = document.getElementById('leave-dialog');
  if (!dialog) return;
  dialog.returnValue = '';
  dialog.addEventListener('close', () => {
    if (dialog.returnValue !== 'leave') return;
    unsaved().forEach((draft) => draft.forget());
    leave();
  }, { once: true });
  dialog.showModal();
}

document.addEventListener('htmx:config:request', (event) => {
  const { ctx } = event.detail;
  const source = ctx.sourceElement;
  if (ctx.target?.id !== 'main' || source.closest('draft-form') && source.matches('form') || !unsaved().length) return;
  event.preventDefault();
  askToLeave(() => (source.matches('form') ? source.requestSubmit() : source.click()));
});

document.addEventListener('htmx:before:history:restore', (event) => {
  const [draft] = unsaved();
  if (!draft) return;
  event.preventDefault();
  history.pushState({ htmx: true }, '', draft.address);
  askToLeave(() => history.back());
});
