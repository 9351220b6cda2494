/**
 * Loaded into the program under test before it starts: its system clock goes on as it does, and moves ahead when
 * the test says so. Waits of minutes and links of days are tried that way without waiting for them.
 */
const told = Date.now;
let aheadMilliseconds = 0;
Date.now = () => told() + aheadMilliseconds;

process.on('message', (message) => {
  aheadMilliseconds += Number(message);
  process.send?.(aheadMilliseconds);
});
// Listening for the test must not keep a program alive that was told to stop.
process.channel?.unref();
