import {
  queryOptions,
  useMutation,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query';
import type { ApiClient } from './client.ts';
import { useApi } from './context.ts';
import type { AnyEndpoint, CallArguments, CallInput, CallResult } from './types.ts';

/** What a reading operation is kept under: its id, then what it was asked with. */
export function endpointQuery<E extends AnyEndpoint>(
  api: ApiClient,
  endpoint: E,
  ...[input]: CallArguments<E>
) {
  return queryOptions({
    queryKey: [endpoint.id, input ?? null] as const,
    queryFn: ({ signal }): Promise<CallResult<E>> =>
      api.call(endpoint, ...([input, { signal }] as unknown as CallArguments<E>)),
  });
}

/**
 * A changing operation.
 * @param refreshed the reading operations whose answers it makes stale.
 */
export function useEndpointMutation<E extends AnyEndpoint>(
  endpoint: E,
  refreshed: readonly AnyEndpoint[],
): UseMutationResult<CallResult<E>, Error, CallInput<E>> {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: CallInput<E>) =>
      api.call(endpoint, ...([input] as unknown as CallArguments<E>)),
    onSuccess: async () => {
      await Promise.all(
        refreshed.map((stale) => queries.invalidateQueries({ queryKey: [stale.id] })),
      );
    },
  });
}
