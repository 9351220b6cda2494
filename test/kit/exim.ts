import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeCertificates } from './certificates.ts';
import { freePort } from './free-port.ts';
import { startServer } from './directories/server-process.ts';

export interface EximOptions {
  /** False: no STARTTLS is offered, and sign-in and mail are taken in clear. */
  readonly startTls?: boolean;
}

export interface Exim {
  readonly port: number;
  /** PEM of the authority behind its certificate for 127.0.0.1 and localhost. */
  readonly authority: string;
  /** The only one that may send. */
  readonly account: { readonly username: string; readonly password: string };
  /** From now on recipients `later*` and `busy*` are taken like everybody else. */
  takeLater(): void;
  /** Every delivered message as it lies in the maildir, with `Return-path` and `Envelope-to` for its envelope. */
  delivered(): string[];
  /** Lines of its main log. A message is in it as `<=` before the 250 leaves, and a session without mail with its commands. */
  log(): string[];
  stop(): Promise<void>;
}

const account = { username: 'postern', password: 'Mail-Password-1!' };
/** Longer than any test waits. */
const stallSeconds = 120;
const goneSeconds = 60;

/**
 * A real Exim of its own on loopback; everything it keeps lies in a temporary folder. By local part: `bounce*` gets 550,
 * `later*` 451, `busy*` 450, `stall*` no answer; everybody else has the one maildir.
 */
export async function startExim(options: EximOptions = {}): Promise<Exim> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-exim-'));
  try {
    return await startIn(folder, options);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(folder: string, { startTls = true }: EximOptions): Promise<Exim> {
  const file = (name: string) => join(folder, name);
  const { authority, key, certificate } = makeCertificates('IP:127.0.0.1,DNS:localhost');
  for (const name of ['spool', 'log', 'maildir']) mkdirSync(file(name));
  writeFileSync(file('server.key'), key, { mode: 0o600 });
  writeFileSync(file('server.pem'), certificate);
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? 'Debian-exim' : userInfo().username;
  if (isRoot) execFileSync('chown', ['-R', `${user}:`, folder]);
  const port = await freePort();
  // Written last: Exim refuses a configuration that belongs to anybody but root or who calls it.
  writeFileSync(file('exim.conf'), eximConfig({ folder, port, user, startTls }), { mode: 0o644 });

  const server = await startServer({
    program: '/usr/sbin/exim4',
    args: ['-bdf', '-C', file('exim.conf')],
    port,
  });
  return {
    port,
    authority,
    account,
    takeLater: () => writeFileSync(file('takes-later'), ''),
    delivered: () =>
      namesIn(file('maildir/new')).map((name) => readFileSync(file(`maildir/new/${name}`), 'utf8')),
    log: () =>
      namesIn(file('log')).includes('mainlog')
        ? readFileSync(file('log/mainlog'), 'utf8').trimEnd().split('\n')
        : [],
    async stop() {
      await server.stop();
      await untilGone(file('exim.conf'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Sessions and deliveries are processes that outlive the daemon for a moment, and would make the folder anew to log
 * their end. They are not our children, so that nothing tells us when they are gone.
 */
async function untilGone(config: string): Promise<void> {
  const givesUpAt = Date.now() + goneSeconds * 1000;
  for (let left = processesOf(config); left.length > 0; left = processesOf(config)) {
    if (Date.now() > givesUpAt) throw new Error(`Exim goes on running: ${left.join(', ')}`);
    await delay(20);
  }
}

function processesOf(config: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(config);
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  });
}

function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOENT' || code === 'ESRCH';
}

/** Exim makes the folder with the first message. */
function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function eximConfig(given: {
  readonly folder: string;
  readonly port: number;
  readonly user: string;
  readonly startTls: boolean;
}): string {
  const { folder, port, user, startTls } = given;
  const signsIn = (name: string, password: string) =>
    `\${if and{{eq{${name}}{${account.username}}}{eq{${password}}{${account.password}}}}}`;
  return `
primary_hostname = mail.example.test
local_interfaces = <; 127.0.0.1.${port}
daemon_smtp_ports = ${port}
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
pid_file_path = ${folder}/exim.pid
exim_user = ${user}
exim_group = ${execFileSync('id', ['-gn', user]).toString().trim()}
never_users =
deliver_drop_privilege = ${user !== 'Debian-exim'}
keep_environment =
tls_certificate = ${folder}/server.pem
tls_privatekey = ${folder}/server.key
tls_advertise_hosts = ${startTls ? '*' : ''}
auth_advertise_hosts = ${startTls ? `\${if def:tls_in_cipher{*}}` : '*'}
host_lookup =
rfc1413_hosts =
# The default leaves the eleventh message of one connection in the queue.
smtp_accept_queue_per_connection = 0
log_selector = +received_recipients +smtp_no_mail
acl_smtp_rcpt = rcpt
acl_smtp_data = data

begin acl
rcpt:
  deny
    message = 530 5.7.0 authentication required
    !authenticated = *
  deny
    message = 550 5.1.1 no mailbox $local_part@$domain here
    local_parts = ^bounce
  defer
    message = 451 4.7.1 try $local_part@$domain again later
    local_parts = ^later
    !condition = \${if exists{${folder}/takes-later}}
  defer
    message = 450 4.2.1 mailbox $local_part@$domain busy
    local_parts = ^busy
    !condition = \${if exists{${folder}/takes-later}}
  accept
    local_parts = ^stall
    logwrite = stalling for $local_part@$domain
    delay = ${stallSeconds}s
  accept
data:
  accept

begin routers
everybody:
  driver = accept
  transport = maildir

begin transports
maildir:
  driver = appendfile
  directory = ${folder}/maildir
  maildir_format
  user = ${user}
  return_path_add
  envelope_to_add

begin retry
* * F,1h,1m

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${signsIn('$auth2', '$auth3')}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = <| Username: | Password:
  server_condition = ${signsIn('$auth1', '$auth2')}
  server_set_id = $auth1
`;
}
