// What is asked of one thing is done in the order in which it was asked: earlier words never end on top of later ones.
const turns = new Map();

export function inTurn(id, act) {
  const done = (turns.get(id) ?? Promise.resolve()).then(act, act);
  const leave = () => { if (turns.get(id) === done) turns.delete(id); };
  turns.set(id, done);
  done.then(leave, leave);
  return done;
}

// `act`, asked for while it is under way, is done once more after that, however often it was asked for: what it shows
// in the end is how things stand, and fifty changes do not make fifty. Resolves when there is nothing more to do.
export function lastOf(act) {
  let underWay = null;
  let isAsked = false;
  const untilDone = async () => {
    try {
      while (isAsked) {
        isAsked = false;
        await act();
      }
    } finally {
      underWay = null;
    }
  };
  return () => {
    isAsked = true;
    underWay ??= untilDone();
    return underWay;
  };
}
