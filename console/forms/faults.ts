import { ApiProblem } from '../api/problem.ts';

/** Where in a request the body's parts lie that a form shows as its own. */
const wrappers = ['body.', 'policy.'];

/**
 * What the server found wrong, under the dotted path of the setting it found it in. The first fault
 * of a path is kept: mending it may mend the others.
 */
export function faultsByPath(error: unknown): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  if (!(error instanceof ApiProblem)) return faults;
  for (const { path, message } of error.faults) {
    const own = wrappers.reduce(
      (rest, wrapper) => (rest.startsWith(wrapper) ? rest.slice(wrapper.length) : rest),
      path,
    );
    if (!faults.has(own)) faults.set(own, message);
  }
  return faults;
}

/** The message of a setting or, for a list, of its first bad item. */
export function faultAt(faults: ReadonlyMap<string, string>, path: string): string | undefined {
  const exact = faults.get(path);
  if (exact !== undefined) return exact;
  for (const [at, message] of faults) if (at.startsWith(`${path}.`)) return message;
  return undefined;
}
