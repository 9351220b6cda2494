import type { PageTexts } from '../../locales/index.ts';
import type { Settings } from './draft.ts';

export type RemedyPlace = Parameters<
  PageTexts['directories']['checks']['of']['reach']['remedy']['any']
>[0];

/** What the texts of a remedy are filled in with; what is not set yet is shown as an example. */
export function remedyPlace(settings: Settings): RemedyPlace {
  const text = (name: string, example: string) => {
    const value = settings[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : example;
  };
  const servers = settings['servers'];
  const [first] = Array.isArray(servers) ? (servers as readonly unknown[]) : [];
  return {
    server: serverOf(typeof first === 'string' ? first : ''),
    account: text('bindDn', 'cn=postern,ou=services,dc=example,dc=com'),
    baseDn: text('baseDn', 'ou=people,dc=example,dc=com'),
  };
}

/** `ldap.example.com:636` of `ldaps://ldap.example.com`. */
function serverOf(address: string): string {
  const [, scheme, host, port] = /^(ldaps?):\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?/.exec(address) ?? [];
  if (host === undefined) return 'ldap.example.com:636';
  return `${host}:${port ?? (scheme === 'ldap' ? '389' : '636')}`;
}
