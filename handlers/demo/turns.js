// Readings that wait for their turn.

/** `read`, one at a time; what is asked meanwhile is read once more right after. The promise is kept when all is read. */
export function inTurn(read) {
  let [reading, again] = [null, false];
  async function all() {
    do {
      again = false;
      await read();
    } while (again);
  }
  return () => {
    if (reading) again = true;
    else reading = all().finally(() => (reading = null));
    return reading;
  };
}
