import type { BlockView } from '../../src/contract/blocks.ts';
import type { Wording } from '../locales/context.ts';
import { methodName } from '../policy/describe.ts';

/** Whom or what a block is about, as far as it may be shown. */
export function aboutText({ about }: BlockView, { t }: Wording): string {
  return about.user?.displayName ?? about.text ?? t.blocks.kinds[about.kind];
}

/** The limit that was reached, and by which method where it counts one. */
export function limitText({ limit, about }: BlockView, wording: Wording): string {
  const { t } = wording;
  const { label } = t.settingTexts[`limits.${limit}`];
  if (about.methodId === null) return label;
  return `${label}, ${t.blocks.byMethod(methodName(about.methodId, wording))}`;
}
