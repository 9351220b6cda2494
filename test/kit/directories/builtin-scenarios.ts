import { headingOf, PortalClient } from '../portal-client.ts';
import type { Served } from '../served.ts';
import type { ScenarioDirectory } from './scenario-directory.ts';

interface Made {
  readonly directoryId: string;
  readonly anchor: string;
}

/**
 * The directory that Postern keeps itself. Its administrators work by Postern's own API, and a program that signs in
 * with its passwords is Postern's own sign-in page.
 */
export function builtinScenarios({ api, origin }: Served): ScenarioDirectory {
  const made = new Map<string, Made>();
  const pathOf = (username: string) => {
    const user = made.get(username);
    return `/users/${user?.directoryId}/${user?.anchor}`;
  };
  return {
    title: 'built-in',
    connection: null,
    firstByReset: true,
    longestName: 64,
    acts: {
      async addPerson({ username, mail, alternateMail }) {
        const user = await api.ok<Made>('POST', '/users', {
          username,
          displayName: username,
          mail: mail ?? null,
          alternateMail,
        });
        made.set(username, user);
      },
      async nest(username, groups) {
        let member = `user/${made.get(username)?.anchor}`;
        for (const name of groups) {
          const { directoryId, anchor } = await api.ok<Made>('POST', '/groups', { name });
          await api.ok('PUT', `/groups/${directoryId}/${anchor}/members/${member}`);
          member = `group/${anchor}`;
        }
      },
      async disable(username) {
        await api.ok('PATCH', pathOf(username), { enabled: false });
      },
      async remove(username) {
        await api.ok('DELETE', pathOf(username));
      },
    },
    async signsIn(username, password) {
      const browser = new PortalClient(origin);
      const page = await browser.get('/change');
      const answer = await browser.submit(page, { identifier: username, password });
      return headingOf(answer) === 'Change your password';
    },
    stop: () => Promise.resolve(),
  };
}
