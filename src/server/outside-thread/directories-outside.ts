import type {
  ConnectedDirectory,
  DirectoryHealth,
  DirectoryKind,
  DirectoryKindRegistry,
} from '../../ports/directory-kind.ts';
import type { OutsideThread } from './outside-thread.ts';
import { errorFrom } from './told-errors.ts';
import { type Call, calls } from './words.ts';

/** The same kinds, whose directories are open on the other thread. The first of them starts it. */
export function directoriesOutside(
  thread: OutsideThread,
  kinds: Readonly<Record<string, DirectoryKind>>,
): DirectoryKindRegistry {
  /** The numbers of those whom the thread handed out. */
  const persons = new WeakMap<object, number>();

  async function ask(
    directory: number,
    call: Call,
    values: readonly unknown[],
    heardOf: (health: DirectoryHealth) => void,
  ): Promise<unknown> {
    const [first] = values;
    const person = typeof first === 'object' && first !== null ? persons.get(first) : undefined;
    const reply = await thread.ask({
      what: 'call',
      directory,
      call,
      values,
      person: person ?? null,
    });
    if (reply.health !== null) heardOf(reply.health);
    if (reply.what === 'error') throw errorFrom(reply.error);
    if (reply.person !== null) persons.set(reply.value as object, reply.person);
    return reply.value;
  }

  function open(
    id: string,
    kind: DirectoryKind,
    ...[settings, place, deps]: Parameters<DirectoryKind['open']>
  ): ConnectedDirectory {
    // Asked nothing, it connects to nobody: it tells what is the same for the one on the thread.
    const here = kind.open(settings, place, deps);
    const directory = thread.nextNumber();
    thread.tell({ what: 'open', directory, kind: id, settings, place });
    let health = here.health();
    const heardOf = (newest: DirectoryHealth) => {
      health = newest;
    };
    const asked = calls.map((call) => [
      call,
      (...values: unknown[]) => ask(directory, call, values, heardOf),
    ]);
    return {
      ...here,
      ...(Object.fromEntries(asked) as Pick<ConnectedDirectory, Call>),
      health: () => health,
    };
  }

  return new Map(
    Object.entries(kinds).map(([id, kind]) => [
      id,
      { ...kind, open: (settings, place, deps) => open(id, kind, settings, place, deps) },
    ]),
  );
}
