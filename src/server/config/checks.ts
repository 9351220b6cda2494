import { isIP } from 'node:net';
import { isLoopbackHost } from '../../domain/loopback.ts';
import { readMailAddress } from '../../domain/mail-address.ts';
import type { CheckedConfig } from './sections.ts';

export interface Finding {
  readonly path: string;
  readonly problem: string;
  readonly remedy: string;
}

/** What no single setting shows: combinations that would be unsafe or could not work. */
export function findingsOf(config: CheckedConfig, needs: { readonly mail: boolean }): Finding[] {
  return [
    ...baseUrlFindings(config),
    ...hostFindings(config.site.hosts),
    ...mailFindings(config.mail, needs.mail),
  ];
}

function baseUrlFindings({ site, listen }: CheckedConfig): Finding[] {
  if (site.baseUrl === null) {
    if (isLoopbackHost(listen.host)) return [];
    return [
      {
        path: 'site.baseUrl',
        problem: `is missing while Postern listens on ${listen.host}: links in mails would lead nowhere`,
        remedy: 'give the address people use, such as https://reset.example.org',
      },
    ];
  }
  const url = new URL(site.baseUrl);
  const findings: Finding[] = [];
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    findings.push({
      path: 'site.baseUrl',
      problem: 'is http: passwords and codes would cross the network unprotected',
      remedy: 'put a reverse proxy with TLS in front and give its https address',
    });
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    findings.push({
      path: 'site.baseUrl',
      problem: 'holds more than scheme, host and port',
      remedy: `give the origin alone: ${url.origin}`,
    });
  }
  return findings;
}

const hostPattern =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

function hostFindings(hosts: readonly string[]): Finding[] {
  return hosts.flatMap((host, index) => {
    const address = /^\[(.+)\]/.exec(host)?.[1];
    if (hostPattern.test(host) && (address === undefined || isIP(address) === 6)) return [];
    return [
      {
        path: `site.hosts.${index}`,
        problem: 'is no host name; patterns are not taken',
        remedy: 'give exact names, with a port unless it is the usual one: reset.example.org',
      },
    ];
  });
}

function mailFindings(mail: CheckedConfig['mail'], needed: boolean): Finding[] {
  const findings: Finding[] = [];
  if (mail.host === null && needed) {
    findings.push({
      path: 'mail.host',
      problem: 'is missing: no code could be sent',
      remedy: 'give the mail server, such as smtp.example.org',
    });
  }
  if (mail.host !== null && mail.security === 'none' && !isLoopbackHost(mail.host)) {
    findings.push({
      path: 'mail.security',
      problem: 'is none for a mail server elsewhere: codes would cross the network unprotected',
      remedy: 'give starttls or tls',
    });
  }
  if (mail.from === null ? mail.host !== null || needed : !readMailAddress(mail.from).ok) {
    findings.push({
      path: 'mail.from',
      problem: mail.from === null ? 'is missing' : 'is no mail address',
      remedy: 'give the address messages come from, such as password-reset@example.org',
    });
  }
  if ((mail.username === null) !== (mail.password === null)) {
    findings.push({
      path: mail.username === null ? 'mail.username' : 'mail.password',
      problem: 'is missing: user name and password belong together',
      remedy: 'give both, or neither',
    });
  }
  return findings;
}
