import { authorize } from '../../domain/access/actor.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { IneligibilityReason } from '../../domain/reset/eligibility.ts';
import type { Directories, Directory, DirectoryUser } from '../../ports/directory.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Caller } from '../access/caller.ts';
import type { EligibilityReader } from '../reset/eligibility-facts.ts';
import type { PolicyReader } from './policy-reader.ts';

/** Enough for the question "whom would I lock out?", and asked within seconds in a directory of any size. */
const MOST_EXAMINED = 1000;
const PAGE = 100;

export interface ShutOutPerson {
  readonly user: DirectoryUser;
  readonly reason: IneligibilityReason;
}

export interface ShutOut {
  /** How many people were asked about. */
  readonly examined: number;
  /** False when there are more people than were asked about: there may be more of them who lose it. */
  readonly complete: boolean;
  /** Those who can reset now and could not any more. */
  readonly people: readonly ShutOutPerson[];
}

export interface ShutOutService {
  /** Saves nothing. Whoever could not reset before is not listed: the policy takes nothing from them. */
  by(caller: Caller, policy: Policy): Promise<ShutOut>;
}

export function createShutOutService(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly policies: PolicyReader;
  readonly eligibility: EligibilityReader;
}): ShutOutService {
  const { storage, eligibility } = deps;

  async function losing(
    user: DirectoryUser,
    before: Policy,
    after: Policy,
  ): Promise<ShutOutPerson[]> {
    if (!(await eligibility.decide(storage, user, before)).eligible) return [];
    const { reason } = await eligibility.decide(storage, user, after);
    return reason === null ? [] : [{ user, reason }];
  }

  return {
    async by({ actor }, after) {
      authorize(actor, 'policy.read');
      authorize(actor, 'users.read');
      const { policy: before } = await deps.policies.current(storage, actor.tenantId);
      const people: ShutOutPerson[] = [];
      let examined = 0;
      for await (const user of everybody(await deps.directories.all(actor.tenantId))) {
        if (examined === MOST_EXAMINED) return { examined, complete: false, people };
        examined += 1;
        people.push(...(await losing(user, before, after)));
      }
      return { examined, complete: true, people };
    },
  };
}

async function* everybody(directories: readonly Directory[]): AsyncGenerator<DirectoryUser> {
  for (const directory of directories) {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<Directory['searchUsers']>> = await directory.searchUsers({
        query: '',
        limit: PAGE,
        cursor,
      });
      yield* page.items;
      cursor = page.next;
    } while (cursor !== null);
  }
}
