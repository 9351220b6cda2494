import type { Log } from '../../ports/log.ts';
import type { Config } from '../config/index.ts';
import { type RunningServer, startServer } from '../main.ts';
import { openMailbox } from './mailbox.ts';
import { createMailboxPages } from './mailbox-pages.tsx';
import { administrator, organisation, people } from './people.ts';
import { seedDemo } from './seed.ts';
import { openTelephone } from './telephone.ts';

export interface RunningDemo extends RunningServer {
  /** What to tell whoever started it; the last line says that requests are accepted. */
  readonly banner: readonly string[];
}

/** The product as it is, with people to try it as and a mailbox that catches what the real channels send. */
export async function startDemo(config: Config, log: Log): Promise<RunningDemo> {
  const mailbox = await openMailbox(Date.now);
  const telephone = await openTelephone((message) => mailbox.keep(message));
  const closeBoth = async () => {
    await mailbox.close();
    await telephone.close();
  };
  const demoConfig: Config = {
    ...config,
    mail: {
      ...config.mail,
      host: '127.0.0.1',
      port: mailbox.port,
      security: 'none',
      username: null,
      password: null,
      from: 'password-reset@contoso.example',
      fromName: organisation,
    },
  };
  try {
    const server = await startServer(demoConfig, {
      log,
      demo: createMailboxPages(mailbox),
      phones: telephone,
      prepare: seedDemo,
    });
    return {
      ...server,
      banner: bannerOf(server.url, config.dataDir),
      async stop(reason) {
        await server.stop(reason);
        await closeBoth();
      },
    };
  } catch (error) {
    await closeBoth();
    throw error;
  }
}

function bannerOf(url: string, dataDir: string): string[] {
  const everybody = [administrator, ...people];
  const widest = (pick: (one: (typeof everybody)[number]) => string) =>
    Math.max(...everybody.map((one) => pick(one).length));
  const nameWidth = widest(({ username }) => username);
  const passwordWidth = widest(({ password }) => password);
  return [
    '',
    `Postern demo: the organisation ${organisation}, kept in ${dataDir}`,
    '',
    `  portal   ${url}/`,
    `  console  ${url}/admin/`,
    `  mailbox  ${url}/demo/mailbox`,
    '',
    'People, and the passwords they started with:',
    '',
    ...everybody.map(
      ({ username, password, note }) =>
        `  ${username.padEnd(nameWidth)}  ${password.padEnd(passwordWidth)}  ${note}`,
    ),
    '',
    'Password reset is off until an administrator switches it on: Password reset › Properties.',
    'Limits are relaxed so that you can try again and again; a new installation starts stricter.',
    '',
    `ready ${url}`,
  ];
}
