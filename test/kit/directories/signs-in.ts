import { BusyError, Client, ResultCodeError, UnavailableError } from 'ldapts';

/** As often as a server of a busy machine may leave a sign-in without an answer. */
const TRIES = 3;

/** Whether a server lets somebody in, by a connection of their own. Fails where it does not say: silence is no refusal. */
export async function signsInAt(
  server: { readonly url: string; readonly ca: string },
  name: string,
  password: string,
): Promise<boolean> {
  const answers: unknown[] = [];
  while (answers.length < TRIES) {
    const client = new Client({
      url: server.url,
      tlsOptions: { ca: server.ca },
      timeout: 10_000,
      connectTimeout: 10_000,
    });
    try {
      await client.bind(name, password);
      return true;
    } catch (error) {
      if (isRefusal(error)) return false;
      answers.push(error);
    } finally {
      await client.unbind();
    }
  }
  throw new Error(`nobody can say whether ${name} signs in`, { cause: answers.at(-1) });
}

const isRefusal = (error: unknown) =>
  error instanceof ResultCodeError &&
  !(error instanceof BusyError || error instanceof UnavailableError);
