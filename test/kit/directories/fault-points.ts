import type { Fault } from './ldap-fault-proxy.ts';

/** One place of a write to a directory, and what happens there. */
export interface FaultPoint {
  readonly fault: Fault;
  /** The process is killed the moment the fault strikes. */
  readonly kill: boolean;
}

/** How a directory takes one kind of write, in operations of the protocol (RFC 4511 §4). */
export interface WriteShape {
  readonly operation: 'modify' | 'extended';
  /** A connection of people, signed in with the password they typed, carries it. */
  readonly signsInFirst: boolean;
  /** The new password is tried afterwards, over a connection of people. */
  readonly triesAfter: boolean;
}

const cut = { type: 'cut' } as const;
const silence = { type: 'silence' } as const;
const corrupt = { type: 'corrupt' } as const;
const nothing = { type: 'delay', milliseconds: 0 } as const;

/**
 * Steps S8 to S11 of a write of this shape, and the reading before them.
 * @param patienceSeconds for which Postern waits for an answer; one that is late comes after it.
 */
export function faultPointsOf(shape: WriteShape, patienceSeconds: number): readonly FaultPoint[] {
  const { operation, signsInFirst, triesAfter } = shape;
  const late = { type: 'delay', milliseconds: patienceSeconds * 1000 + 500 } as const;
  return [
    // Before anything is intended: the person is read again.
    point('search', 'request', cut),
    point('search', 'response', silence),
    point('search', 'request', nothing, { kill: true }),
    ...(signsInFirst ? [...connectPoints, ...signInPoints(1)] : []),
    // S9: the write.
    point(operation, 'request', cut),
    point(operation, 'request', silence),
    point(operation, 'request', corrupt),
    point(operation, 'request', late),
    point(operation, 'request', cut, { kill: true }),
    point(operation, 'request', nothing, { kill: true }),
    // S10: the answer to it.
    point(operation, 'response', cut),
    point(operation, 'response', silence),
    point(operation, 'response', corrupt),
    point(operation, 'response', late),
    point(operation, 'response', cut, { kill: true }),
    point(operation, 'response', nothing, { kill: true }),
    // Whoever signed in first left a connection to try the new password over.
    ...(triesAfter && !signsInFirst ? connectPoints : []),
    ...(triesAfter ? signInPoints(signsInFirst ? 2 : 1) : []),
  ];
}

/** Of the connection that a sign-in is sent over. */
const connectPoints: readonly FaultPoint[] = [
  point('connect', 'request', cut),
  point('connect', 'request', silence),
];

function signInPoints(nth: number): readonly FaultPoint[] {
  return [
    point('bind', 'request', cut, { nth }),
    point('bind', 'response', silence, { nth }),
    point('bind', 'response', corrupt, { nth }),
    point('bind', 'response', nothing, { nth, kill: true }),
  ];
}

function point(
  operation: Fault['operation'],
  at: Fault['at'],
  action: Fault['action'],
  { nth = 1, kill = false }: { readonly nth?: number; readonly kill?: boolean } = {},
): FaultPoint {
  return { fault: { operation, at, nth, action }, kill };
}

export function titleOf({ fault, kill }: FaultPoint): string {
  const which = fault.nth === 1 ? '' : `${fault.nth}nd `;
  return `the ${fault.at} of the ${which}${fault.operation}: ${fault.action.type}${kill ? ' and kill -9' : ''}`;
}
