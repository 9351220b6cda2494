/** One directory server and how a connection to it is encrypted: there is no way to ask for none (R180). */
export interface LdapServer {
  /** As it was written, which is how it is named to administrators. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte; `starttls` before anything else is said (RFC 4511 §4.14). */
  readonly encryption: 'tls' | 'starttls';
}

/** Reads `ldaps://host[:port]` or `ldap://host[:port]`; null for anything else, as with a path or a password in it. */
export function readServer(url: string): LdapServer | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(url);
  const encrypted = protocol === 'ldaps:';
  if ((!encrypted && protocol !== 'ldap:') || hostname === '') return null;
  if (username + password + search + hash !== '' || (pathname !== '' && pathname !== '/'))
    return null;
  return {
    url,
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (encrypted ? 636 : 389) : Number(port),
    encryption: encrypted ? 'tls' : 'starttls',
  };
}
