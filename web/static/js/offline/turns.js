// What is asked of one thing is done in the order in which it was asked: earlier words never end on top of later ones.
const turns = new Map();

export function inTurn(id, act) {
  const done = (turns.get(id) ?? Promise.resolve()).then(act, act);
  const leave = () => { if (turns.get(id) === done) turns.delete(id); };
  turns.set(id, done);
  done.then(leave, leave);
  return done;
}
