/** How long another sign-in page has to send the browser here, and how long its answer is worth something. */
export const HAND_OVER_LIFETIME_SECONDS = 5 * 60;
export const RESULT_LIFETIME_SECONDS = 2 * 60;

/**
 * What became of it: something was registered; the person put it off, as the policy lets them; or neither, because
 * nothing was missing or they went back.
 */
export type HandOverOutcome = 'registered' | 'skipped' | 'unchanged';
