import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { type LdapServer, readServer } from './address.ts';

const maxServers = 8;
const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Whether a text is certificates in PEM. */
export function isAuthority(pem: string): boolean {
  const blocks = pem.match(pemBlock) ?? [];
  try {
    for (const block of blocks) void new X509Certificate(block);
  } catch {
    return false;
  }
  return blocks.length > 0;
}

/** What every directory that is reached by LDAP is set up with; a kind adds its own to this shape. */
export const ldapSettingsShape = {
  servers: z
    .array(
      z
        .string()
        .max(300)
        .refine((url) => readServer(url) !== null, {
          error: 'an address such as ldaps://dc1.corp.example.com:636',
        }),
    )
    .min(1)
    .max(maxServers)
    .describe(
      'In the order in which they are used: the first that answers serves, and the first of all serves again ' +
        'when it is back. ldaps:// is encrypted from the first byte, ldap:// by StartTLS; there is no connection without.',
    ),
  authority: z
    .string()
    .max(65_536)
    .refine(isAuthority, { error: 'certificates in PEM' })
    .nullable()
    .describe(
      'PEM of the authority that signed the certificates of the servers; absent, that of the system.',
    ),
  serverName: z
    .string()
    .min(1)
    .max(253)
    .nullable()
    .describe(
      'The name that must stand in the certificate, where it is not the one in the address.',
    ),
  bindDn: z
    .string()
    .min(1)
    .max(1024)
    .describe('The account that Postern signs in with; it needs the rights of the guide only.'),
  bindPassword: z.string().min(1).max(1024).meta({ secret: true }),
  realms: z
    .array(
      z
        .string()
        .min(1)
        .max(253)
        .regex(/^[^\s@\\/]+$/)
        .transform((realm) => realm.toLowerCase()),
    )
    .max(64)
    .describe(
      'Domains whose people are here, as they type them behind @ or before \\; empty: asked for everybody.',
    ),
  connectSeconds: z.number().min(0.1).max(30).describe('For a connection, encryption included.'),
  operationSeconds: z.number().min(0.1).max(60).describe('For one question to the directory.'),
  totalSeconds: z
    .number()
    .min(0.1)
    .max(120)
    .describe('For all that one step of a reset needs of the directory.'),
  connections: z
    .int()
    .min(1)
    .max(100)
    .describe(
      'At most so many at once signed in as this account, and as many again to sign people in.',
    ),
} as const;

const ldapSettingsSchema = z.object(ldapSettingsShape);
export type LdapSettings = z.infer<typeof ldapSettingsSchema>;

/** §5.5 of the security defaults. */
export const ldapDefaults = {
  authority: null,
  serverName: null,
  realms: [],
  connectSeconds: 3,
  operationSeconds: 5,
  totalSeconds: 10,
  connections: 10,
} as const satisfies Partial<LdapSettings>;

/** With another value of these the secret would go to somebody else: it must be typed again. */
export const ldapPlaceFields: readonly string[] = ['servers', 'authority', 'serverName', 'bindDn'];

/** @param settings that passed the schema. */
export function serversOf(settings: Pick<LdapSettings, 'servers'>): readonly LdapServer[] {
  return settings.servers.flatMap((url) => readServer(url) ?? []);
}
