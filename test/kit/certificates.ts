import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificates {
  /** PEM of the authority that signed the certificate. */
  readonly authority: string;
  readonly key: string;
  readonly certificate: string;
}

/** A private authority and a certificate of it for the given names, good for a day; made by openssl. */
export function makeCertificates(subjectAltName: string): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'postern-tls-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) =>
    execFileSync('/usr/bin/openssl', args, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-days',
      '1',
      '-subj',
      '/CN=Test authority',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
    );
    openssl('req', ...newKey, '-subj', '/CN=test', '-keyout', 'server.key', '-out', 'server.csr');
    writeFileSync(file('extensions'), `subjectAltName=${subjectAltName}\n`);
    openssl(
      'x509',
      '-req',
      '-in',
      'server.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '1',
      '-extfile',
      'extensions',
      '-out',
      'server.pem',
    );
    const read = (name: string) => readFileSync(file(name), 'utf8');
    return { authority: read('ca.pem'), key: read('server.key'), certificate: read('server.pem') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What makers of authenticators sign passkeys with (WebAuthn L3 §8.2.1), made by nobody. */
export function makeAttestationCertificate(): { readonly der: Buffer; readonly key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'postern-attestation-'));
  try {
    execFileSync(
      '/usr/bin/openssl',
      (
        'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -outform DER ' +
        '-addext basicConstraints=critical,CA:FALSE -keyout key.pem -out certificate.der'
      )
        .split(' ')
        .concat('-subj', '/C=DE/O=Test/OU=Authenticator Attestation/CN=Test'),
      { cwd: folder, stdio: 'pipe' },
    );
    return {
      der: readFileSync(join(folder, 'certificate.der')),
      key: readFileSync(join(folder, 'key.pem'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
