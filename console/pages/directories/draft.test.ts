import { expect, test } from 'vitest';
import {
  bodyOfDraft,
  changesIn,
  type DirectoryDraft,
  secretsToRetype,
  settingsToSend,
} from './draft.ts';

const before: DirectoryDraft = {
  name: 'corp.example.com',
  enabled: true,
  settings: { servers: ['ldaps://a.example.com'], bindDn: 'cn=postern', connections: 10 },
  groupRoles: [{ group: 'g1', role: 'helpdesk-administrator', name: 'Helpdesk' }],
};
const set = (settings: object): DirectoryDraft => ({
  ...before,
  settings: { ...before.settings, ...settings },
});

test('leaves out a secret that is kept and was not typed anew, and sends one that was', () => {
  expect(settingsToSend({ bindDn: 'x', bindPassword: '' }, ['bindPassword'])).toEqual({
    bindDn: 'x',
  });
  expect(settingsToSend({ bindPassword: 'new' }, ['bindPassword'])).toEqual({
    bindPassword: 'new',
  });
  expect(settingsToSend({ bindPassword: '' }, [])).toEqual({ bindPassword: '' });
});

test('sends of a role its group and nothing that is only shown', () => {
  const body = bodyOfDraft(before, { version: 7, secretsKept: [] });
  expect(body.version).toBe(7);
  expect(body.groupRoles).toEqual([{ group: 'g1', role: 'helpdesk-administrator' }]);
});

test.each<[string, DirectoryDraft, number]>([
  ['nothing', before, 0],
  ['a secret typed and taken back', set({ bindPassword: '' }), 0],
  ['a secret', set({ bindPassword: 'new' }), 1],
  ['two settings', set({ connections: 5, bindDn: 'cn=other' }), 2],
  ['the name and the switch', { ...before, name: 'corp', enabled: false }, 2],
  ['the roles', { ...before, groupRoles: [] }, 1],
])('counts what differs: %s', (_, after, count) => {
  expect(changesIn(before, after)).toBe(count);
});

test('asks for a secret again when it would go to another place, until it is typed', () => {
  const ask = (settings: object) =>
    secretsToRetype(
      before.settings,
      { ...before.settings, ...settings },
      ['servers', 'bindDn'],
      ['bindPassword'],
    );
  expect(ask({ connections: 5 })).toEqual([]);
  expect(ask({ servers: ['ldaps://b.example.com'] })).toEqual(['bindPassword']);
  expect(ask({ bindDn: 'cn=other', bindPassword: 'new' })).toEqual([]);
});
