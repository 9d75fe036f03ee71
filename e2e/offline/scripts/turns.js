// Asked by test_turns.py: one thing asked for many times.
const { lastOf } = await import('weekbook/offline/turns');

// How often it was done, and what the last one saw, when `many` changes came one by one while it was under way.
async function manyChanges({ many }) {
  let [state, times, seen] = [0, 0, null];
  const show = lastOf(async () => {
    const now = state;
    times += 1;
    await new Promise((resolve) => { setTimeout(resolve, 10); });
    seen = now;
  });
  const asked = [];
  for (let at = 1; at <= many; at += 1) {
    state = at;
    asked.push(show());
    await null;
  }
  await Promise.all(asked);
  return { times, seen };
}

// What is said of one that fails, and of the next.
async function afterFailure() {
  const said = [new Error('no answer'), 'shown'];
  const show = lastOf(async () => {
    const one = said.shift();
    if (one instanceof Error) throw one;
    globalThis.shown = one;
  });
  return [await errorOf(show()), await errorOf(show()), globalThis.shown];
}
