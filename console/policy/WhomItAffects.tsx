import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { PeopleRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { endpoints } from '../../src/contract/index.ts';
import type { PolicyPreview } from '../../src/contract/policy.ts';
import { useApi } from '../api/context.ts';
import { useWording } from '../locales/context.ts';
import { messageOf } from '../parts/Problem.tsx';
import { useSettled } from '../parts/search.ts';
import { withValue } from './draft.ts';
import type { PolicyEditor } from './editor.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '40px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

/** How many people the scope on the page would name, counted by the server as it is changed. */
export function WhomItAffects({ editor }: { readonly editor: PolicyEditor }) {
  const styles = useStyles();
  const { t } = useWording();
  const api = useApi();
  const texts = t.policy.properties;
  // Only the scope counts people: what else is being edited must not stand in the way.
  const scope = useSettled(editor.policy.scope, 300);
  const policy = withValue(editor.base.policy, 'scope', scope);
  const countable = scope.mode !== 'selected' || scope.includeGroups.length > 0;
  const counted = useQuery({
    queryKey: [endpoints.previewPolicy.id, editor.base.version, scope] as const,
    queryFn: ({ signal }) => api.call(endpoints.previewPolicy, { body: { policy } }, { signal }),
    enabled: countable,
    placeholderData: keepPreviousData,
  });

  const text = (preview: PolicyPreview) => {
    const { inScopeBefore, inScopeAfter, users } = preview;
    const now = inScopeAfter === 0 ? texts.affectsNobody : texts.affects(inScopeAfter, users);
    return inScopeBefore === inScopeAfter ? now : `${now} (${texts.affectsNow(inScopeBefore)})`;
  };

  const waitingText = () => {
    if (!countable) return texts.affectsUnknown;
    return counted.isError ? messageOf(counted.error, t) : texts.counting;
  };

  return (
    <div className={styles.root} aria-live="polite">
      <PeopleRegular fontSize={20} />
      {countable && counted.data !== undefined && !counted.isError ? (
        <Text weight="semibold">{text(counted.data)}</Text>
      ) : (
        <Text>{waitingText()}</Text>
      )}
      {counted.isFetching && countable ? <Spinner size="extra-tiny" aria-hidden="true" /> : null}
    </div>
  );
}
