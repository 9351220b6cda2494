import { expect } from '@playwright/test';
import { administrator } from '../../src/server/demo/people.ts';
import type { Policy, Scope } from '../../src/domain/policy/policy.ts';
import { ApiClient } from './api-client.ts';
import { type Program, startProgram } from './program.ts';

/** What `/demo/mailbox.json` holds of one message. */
export interface DemoMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A running demo, what its administrator can do through the API, and its mailbox. */
export interface Demo extends Program {
  /** Signs in as the administrator, newly each time: what needs a fresh proof of the password has one. */
  asAdministrator(): Promise<ApiClient>;
  changePolicy(change: (policy: Policy) => Policy): Promise<void>;
  /** Groups are named as people name them. */
  setScope(mode: Scope['mode'], groups?: readonly string[]): Promise<void>;
  /** Path of one user below `/api/v1`. */
  userPath(username: string): Promise<string>;
  /** How many messages there are: what came before an act is not what the act sent. */
  mailCount(): Promise<number>;
  /** The first message to a person after the first `count`, once it has come. */
  mailTo(username: string, count: number, wanted: RegExp): Promise<DemoMail>;
  /** The code in the newest message to a person after the first `count`, once it has come. */
  codeFor(username: string, count: number): Promise<string>;
}

const code = /^\s*(\d{6,12})\s*$/m;
const mailSeconds = 20;

export async function startDemo(): Promise<Demo> {
  const program = await startProgram(
    'demo',
    (lines) => /^ready (http\S+)$/.exec(lines.at(-1) ?? '')?.[1] ?? null,
  );
  const { url } = program;
  const asAdministrator = () =>
    ApiClient.signIn(url, administrator.username, administrator.password);

  async function changePolicy(change: (policy: Policy) => Policy): Promise<void> {
    const api = await asAdministrator();
    const { version, policy } = await api.ok<{ version: number; policy: Policy }>('GET', '/policy');
    await api.ok('PUT', '/policy', { version, policy: change(policy) });
  }

  async function mails(): Promise<readonly DemoMail[]> {
    const response = await fetch(`${url}/demo/mailbox.json`);
    return (await response.json()) as DemoMail[];
  }

  async function mailTo(username: string, count: number, wanted: RegExp): Promise<DemoMail> {
    const isWanted = ({ to, text }: DemoMail) => to.startsWith(`${username}@`) && wanted.test(text);
    let found: DemoMail | undefined;
    await expect
      .poll(
        async () => {
          const all = await mails();
          found = all.slice(0, all.length - count).find(isWanted);
          return found !== undefined;
        },
        { message: `a mail to ${username}`, timeout: mailSeconds * 1000, intervals: [50] },
      )
      .toBe(true);
    if (found === undefined) throw new Error('unreachable: the poll has found it');
    return found;
  }

  return {
    ...program,
    asAdministrator,
    changePolicy,
    async setScope(mode, groups = []) {
      const api = await asAdministrator();
      const includeGroups = await Promise.all(groups.map((name) => groupNamed(api, name)));
      await changePolicy((policy) => ({
        ...policy,
        scope: { mode, includeGroups, excludeGroups: [] },
      }));
    },
    async userPath(username) {
      const api = await asAdministrator();
      const { items } = await api.ok<{
        items: { directoryId: string; anchor: string; username: string }[];
      }>('GET', `/users?query=${encodeURIComponent(username)}`);
      const user = items.find((one) => one.username === username);
      if (user === undefined) throw new Error(`the demo has no user ${username}`);
      return `/users/${user.directoryId}/${user.anchor}`;
    },
    mailCount: async () => (await mails()).length,
    mailTo,
    async codeFor(username, count) {
      const { text } = await mailTo(username, count, code);
      return code.exec(text)?.[1] ?? '';
    },
  };
}

async function groupNamed(
  api: ApiClient,
  name: string,
): Promise<{ directoryId: string; anchor: string }> {
  const { items } = await api.ok<{
    items: { directoryId: string; anchor: string; name: string }[];
  }>('GET', `/groups?query=${encodeURIComponent(name)}`);
  const group = items.find((one) => one.name === name);
  if (group === undefined) throw new Error(`the demo has no group ${name}`);
  return { directoryId: group.directoryId, anchor: group.anchor };
}
