import { expect, test } from 'vitest';
import type { DirectoryKind } from './SettingsFields.tsx';
import {
  earlierOf,
  emptyWizard,
  kindDraft,
  mayBeOn,
  reachable,
  stepBeside,
  stillTried,
  withAddress,
  withFound,
  withKindDraft,
} from './wizard.ts';

const kind = (id: string): DirectoryKind => ({
  id,
  settingsSchema: {
    type: 'object',
    properties: {
      servers: { type: 'array', items: { type: 'string' } },
      baseDn: { type: 'string' },
      bindPassword: { type: 'string', secret: true },
      connections: { type: 'integer', minimum: 1, maximum: 100 },
    },
  },
  defaults: { connections: 10 },
  placeFields: ['servers'],
});
const [openldap, ad] = [kind('openldap'), kind('active-directory')];
const found = {
  address: 'ldaps://ldap.example.com:1636',
  settings: { servers: ['ldaps://ldap.example.com:1636'], baseDn: 'dc=example,dc=com' },
  seen: ['OpenLDAP'],
};

test('a form starts with the defaults of its kind and empty fields', () => {
  expect(kindDraft(emptyWizard, openldap).settings).toEqual({
    servers: [],
    baseDn: '',
    bindPassword: '',
    connections: 10,
  });
});

test('what is found fills the form in, names the directory, and leaves what was typed', () => {
  const typed = withKindDraft(emptyWizard, openldap, {
    settings: { ...kindDraft(emptyWizard, openldap).settings, bindPassword: 'typed' },
  });
  const filled = withFound(typed, openldap, found);
  expect(filled.name).toBe('ldap.example.com');
  expect(kindDraft(filled, openldap).settings).toEqual({
    ...found.settings,
    bindPassword: 'typed',
    connections: 10,
  });
  expect(withFound({ ...typed, name: 'Staff' }, openldap, found).name).toBe('Staff');
});

test('going on by hand takes the address over, and nothing over what there is', () => {
  const at = (address: string) =>
    withAddress(withKindDraft(emptyWizard, openldap, { address }), openldap);
  expect(kindDraft(at('ldap.example.com'), openldap).settings['servers']).toEqual([
    'ldaps://ldap.example.com',
  ]);
  const written = at('ldap://ldap.example.com:389');
  expect(kindDraft(written, openldap).settings['servers']).toEqual(['ldap://ldap.example.com:389']);
  expect(written.name).toBe('ldap.example.com');
  expect(kindDraft(at(''), openldap).settings['servers']).toEqual([]);
  const filled = withFound(emptyWizard, openldap, found);
  const other = withKindDraft(filled, openldap, { address: 'other.example.com' });
  expect(kindDraft(withAddress(other, openldap), openldap).settings['servers']).toEqual(
    found.settings.servers,
  );
});

test('looking at another kind loses nothing that was typed for the first', () => {
  const both = withKindDraft(withFound(emptyWizard, openldap, found), ad, { address: 'corp.test' });
  expect(kindDraft(both, openldap).found).toEqual(found);
  expect(kindDraft(both, ad).settings).toEqual(kindDraft(emptyWizard, ad).settings);
});

test('each step needs what the one before it gave', () => {
  expect(reachable(emptyWizard, undefined)).toBe('kind');
  expect(reachable({ ...emptyWizard, kind: 'openldap' }, openldap)).toBe('server');
  const filled = withFound(emptyWizard, openldap, found);
  expect(reachable(filled, openldap)).toBe('settings');
  const { settings } = kindDraft(filled, openldap);
  const tried = withKindDraft(filled, openldap, { tried: { settings, checks: [] } });
  expect(reachable(tried, openldap)).toBe('save');
  const changed = withKindDraft(tried, openldap, { settings: { ...settings, connections: 5 } });
  expect(stillTried(kindDraft(changed, openldap))).toBeNull();
  expect(reachable(changed, openldap)).toBe('settings');
});

test('steps follow each other and end at both ends', () => {
  expect(earlierOf('checks', 'server')).toBe('server');
  expect(stepBeside('kind', -1)).toBe('kind');
  expect(stepBeside('kind', 1)).toBe('server');
  expect(stepBeside('save', 1)).toBe('save');
});

test('a directory may be on when nothing failed, whatever was only warned of', () => {
  const check = (status: 'passed' | 'warning' | 'failed' | 'unknown') => ({
    id: 'reach' as const,
    status,
    detail: '',
  });
  const of = (...statuses: Parameters<typeof check>[0][]) =>
    mayBeOn({ settings: {}, checks: statuses.map(check) });
  expect(of('passed', 'warning', 'unknown')).toBe(true);
  expect(of('passed', 'failed')).toBe(false);
});
