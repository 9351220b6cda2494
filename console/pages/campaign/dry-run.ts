import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CampaignPreviewView } from '../../../src/contract/campaign.ts';
import { endpoints } from '../../../src/contract/index.ts';
import type { CampaignSettings } from '../../../src/contract/shapes.ts';
import type { ApiClient } from '../../api/client.ts';
import { useApi } from '../../api/context.ts';
import { csvTable } from '../../parts/csv.ts';

export type DryRun = Omit<CampaignPreviewView, 'next'>;

/** Looks through the whole audience, part by part. */
export async function dryRun(
  api: ApiClient,
  settings: CampaignSettings,
  onExamined: (count: number) => void,
  signal: AbortSignal,
): Promise<DryRun> {
  const all = { examined: 0, registered: 0, unreachable: 0, waiting: 0 };
  const due: DryRun['due'] = [];
  let cursor: string | null = null;
  do {
    const body: { settings: CampaignSettings; cursor: string | null } = { settings, cursor };
    const part: CampaignPreviewView = await api.call(
      endpoints.previewRegistrationCampaign,
      { body },
      { signal },
    );
    all.examined += part.examined;
    all.registered += part.registered;
    all.unreachable += part.unreachable;
    all.waiting += part.waiting;
    due.push(...part.due);
    onExamined(all.examined);
    cursor = part.next;
  } while (cursor !== null);
  return { ...all, due };
}

/** @param wanted nothing is asked before somebody wants to know. */
export function useDryRun(settings: CampaignSettings, wanted: boolean) {
  const api = useApi();
  const [examined, setExamined] = useState(0);
  const query = useQuery({
    queryKey: [endpoints.previewRegistrationCampaign.id, settings] as const,
    queryFn: ({ signal }) => dryRun(api, settings, setExamined, signal),
    enabled: wanted,
    staleTime: 0,
    retry: false,
  });
  return { query, examined };
}

const columns = ['username', 'displayName', 'to', 'reminders'] as const;

export function dueTable(due: DryRun['due']): string {
  return csvTable(columns, due);
}
