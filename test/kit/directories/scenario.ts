import { expect } from 'vitest';
import { headingOf, PortalClient } from '../portal-client.ts';
import { ResetClient, type StepAnswer } from '../reset-client.ts';
import { findCode } from '../smtp-sink.ts';
import type { DirectoryActs, ScenarioDirectory, ScenarioPerson } from './scenario-directory.ts';
import { FIRST, SECOND, type ScenarioStage } from './scenario-stage.ts';

/** One row of docs/operate/tested-directories.md: what people live through, on every directory that knows of it. */
export interface Scenario {
  readonly title: string;
  /** Runs where the directory's administrators can do all of these. */
  readonly needs: readonly (keyof DirectoryActs)[];
  run(stage: ScenarioStage, acts: DirectoryActs): Promise<void>;
}

export function appliesTo({ needs }: Scenario, { acts }: ScenarioDirectory): boolean {
  return needs.every((act) => acts[act] !== undefined);
}

export const refusals = ({ body }: StepAnswer) => (body.faults ?? []).map(({ code }) => code);

export function expectDone(answer: StepAnswer): void {
  expect({
    status: answer.status,
    state: answer.body.state,
    body: answer.body,
  }).toMatchObject({ status: 200, state: 'done' });
}

/** The reset has ended, or was ended when Postern's own directory was told. */
export const ENDED = ['not-eligible', 'out-of-order'];

/** From outside: the new password works, and the one before it does not. */
export async function expectChanged(
  { directory }: ScenarioStage,
  { username }: ScenarioPerson,
  from: string,
  to: string,
): Promise<void> {
  expect(await directory.signsIn(username, to)).toBe(true);
  expect(await directory.signsIn(username, from)).toBe(false);
}

/** Begins as anybody does, and no code ever comes. */
export async function expectNoCode(stage: ScenarioStage, person: ScenarioPerson): Promise<void> {
  const { sink } = stage.served;
  const before = sink.caught.length;
  const client = await ResetClient.started(stage.served.origin, person.username);
  expect(await client.state()).toBe('proving');
  // The look-up is made in the background; the next person's code comes after it.
  const other = await stage.person(
    `x-${person.username.replaceAll(/[^a-z0-9]/g, '').slice(0, 16)}`,
  );
  await stage.proved(other);
  const codes = sink.caught
    .slice(before)
    .filter(({ to }) => to.toLowerCase() === person.alternateMail.toLowerCase())
    .filter((mail) => findCode(mail) !== null);
  expect(codes).toEqual([]);
}

/** The right password is good for a new one alone. */
export async function expectHeldUp(
  stage: ScenarioStage,
  person: ScenarioPerson,
  heading: string,
): Promise<void> {
  const browser = new PortalClient(stage.served.origin);
  const typed = { identifier: person.username, password: FIRST };
  const page = await browser.submit(await browser.get('/security-info'), typed);
  expect(headingOf(page)).toBe(heading);
  expect(headingOf(await browser.get('/security-info'))).toBe('Sign in');
  const again = await browser.get('/sign-in/new-password');
  const chosen = { current: FIRST, password: SECOND, confirmation: SECOND };
  const answer = await browser.submit(again, chosen);
  expect(answer.body).toContain('Your new password is set');
  await expectChanged(stage, person, FIRST, SECOND);
}
