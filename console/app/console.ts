import { QueryClient } from '@tanstack/react-query';
import { createApiClient, type ApiClient } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { sessionKey } from '../api/session.ts';
import { createPasswordPrompt, type PasswordPrompt } from './password-prompt.ts';

/** Everything that outlives a page. */
export interface Console {
  readonly api: ApiClient;
  readonly queries: QueryClient;
  readonly passwordPrompt: PasswordPrompt;
}

export function createConsole(): Console {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // Only the lack of an answer can be cured by asking again at once.
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiProblem && error.code === 'unreachable',
      },
      mutations: { networkMode: 'always' },
    },
  });
  const passwordPrompt = createPasswordPrompt();
  const api = createApiClient({
    fetch: (input, init) => globalThis.fetch(input, init),
    reauthenticate: () => passwordPrompt.ask(),
    onSignedOut: () => {
      // The next person at this screen must not see what the last one read.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
      queries.setQueryData(sessionKey, null);
    },
  });
  return { api, queries, passwordPrompt };
}
