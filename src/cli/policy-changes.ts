import type { PolicyPreviewDetail } from '../services/policy/policy-service.ts';

/** A line for each change, and whom they affect together; `!` marks what makes a reset easier to misuse. */
export function changeLines({ changes, ...affected }: PolicyPreviewDetail): string[] {
  const lines = changes.map(({ path, before, after, weakens }) => {
    const change = `${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`;
    return weakens ? `! ${change}   (weakens)` : `~ ${change}`;
  });
  const { inScopeBefore, inScopeAfter, users } = affected;
  return [...lines, `in scope: ${inScopeBefore} -> ${inScopeAfter} of ${users} people`];
}
