import { headingOf, type Page, PortalClient } from '../portal-client.ts';
import { ResetClient, type StepAnswer } from '../reset-client.ts';
import { type Served, serve } from '../served.ts';
import { findCode } from '../smtp-sink.ts';
import type { ScenarioDirectory, ScenarioPerson } from './scenario-directory.ts';

export const FIRST = 'Nine amber kettles at dawn 1';
export const SECOND = 'Seven green lanterns at noon 2';
export const THIRD = 'Eleven blue harbours at dusk 3';

/** A Postern as it runs in production, connected to one directory, and what people do with it. */
export interface ScenarioStage {
  readonly served: Served;
  readonly directory: ScenarioDirectory;
  /** The id that Postern gave it. */
  readonly directoryId: string;
  /** Somebody new with the password {@link FIRST}. */
  person(name: string, more?: Partial<ScenarioPerson>): Promise<ScenarioPerson>;
  /** A reset whose proofs are complete. */
  proved(person: ScenarioPerson, typed?: string, kind?: 'reset' | 'unlock'): Promise<ResetClient>;
  /** A whole reset; the answer to the new password. */
  reset(person: ScenarioPerson, password: string, typed?: string): Promise<StepAnswer>;
  /** From sign-in to the answer to the form, by the portal. */
  change(person: ScenarioPerson, from: string, to: string): Promise<Page>;
  /** What is asked of everybody, changed until the work is done. */
  withPolicy<T>(change: Readonly<Record<string, unknown>>, work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

interface PolicyAnswer {
  readonly version: number;
  readonly policy: Readonly<Record<string, unknown>>;
}

/**
 * @param open gets the Postern that it will be connected to, which the built-in directory works by.
 * @param founder somebody to be found when Postern is connected: it connects to no directory in which there is nobody.
 */
export async function openScenarioStage(
  open: (served: Served) => Promise<ScenarioDirectory>,
  founder = 'founder',
): Promise<ScenarioStage> {
  const served = await serve(0);
  const directory = await open(served);
  const waiting = new Map<string, (code: string) => void>();
  served.sink.onMail((mail) => {
    const code = findCode(mail);
    if (code !== null) waiting.get(mail.to.toLowerCase())?.(code);
  });
  const { api } = served;
  if (directory.connection !== null) {
    const alternateMail = `${founder}@private.example`;
    await directory.acts.addPerson({ username: founder, password: FIRST, alternateMail });
  }
  const directoryId = await connect(served, directory);

  const proved: ScenarioStage['proved'] = async (
    person,
    typed = person.username,
    kind = 'reset',
  ) => {
    const code = new Promise<string>((found) => {
      waiting.set(person.alternateMail.toLowerCase(), found);
    });
    const client = await ResetClient.started(served.origin, typed, kind);
    const answer = await client.prove(await code);
    if (answer.body.reset?.state !== (kind === 'reset' ? 'password' : 'unlock')) {
      throw new Error(`a right code for ${person.username} led to ${JSON.stringify(answer.body)}`);
    }
    return client;
  };

  const reset: ScenarioStage['reset'] = async (person, password, typed) =>
    (await proved(person, typed)).set(password);

  return {
    served,
    directory,
    directoryId,
    async person(name, more = {}) {
      const person = {
        username: name,
        password: FIRST,
        alternateMail: `${name.slice(0, 40)}@private.example`,
        ...more,
      };
      await directory.acts.addPerson(person);
      if (directory.firstByReset) await reset(person, person.password);
      return person;
    },
    proved,
    reset,
    async change({ username }, from, to) {
      const browser = new PortalClient(served.origin);
      const page = await browser.get('/change');
      const signedIn = await browser.submit(page, { identifier: username, password: from });
      if (headingOf(signedIn) !== 'Change your password') return signedIn;
      return browser.submit(signedIn, { current: from, password: to, confirmation: to });
    },
    async withPolicy(change, work) {
      const before = await api.ok<PolicyAnswer>('GET', '/policy');
      await api.ok('PUT', '/policy', {
        version: before.version,
        policy: { ...before.policy, ...change },
      });
      try {
        return await work();
      } finally {
        const { version } = await api.ok<PolicyAnswer>('GET', '/policy');
        await api.ok('PUT', '/policy', { version, policy: before.policy });
      }
    },
    async stop() {
      await served.stop();
      await directory.stop();
    },
  };
}

async function connect({ api }: Served, { connection, title }: ScenarioDirectory): Promise<string> {
  const list = await api.ok<{ version: number; items: { id: string }[] }>('GET', '/directories');
  if (connection === null) return list.items[0]?.id ?? '';
  const added = await api.ok<{ id: string }>('POST', '/directories', {
    version: list.version,
    name: title,
    enabled: true,
    groupRoles: [],
    ...connection,
  });
  return added.id;
}
