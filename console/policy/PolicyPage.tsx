import {
  MessageBar,
  MessageBarBody,
  Skeleton,
  SkeletonItem,
  Text,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWording } from '../locales/context.ts';
import { Page } from '../parts/Page.tsx';
import { Problem } from '../parts/Problem.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { useLeaveGuard } from './guard.ts';
import { SaveBar } from './SaveBar.tsx';
import { usePolicyEditor, type PolicyEditor } from './editor.ts';

interface PolicyPageProps {
  readonly title: string;
  readonly description: string;
  readonly children: (editor: PolicyEditor) => ReactNode;
}

/** A page that shows a part of the policy: loading, saving and leaving are the same on all of them. */
export function PolicyPage({ title, description, children }: PolicyPageProps) {
  const { t } = useWording();
  const { editor, error, retry } = usePolicyEditor();
  const blocker = useLeaveGuard(
    editor !== null && (editor.changed.length > 0 || editor.rejected.size > 0),
  );
  return (
    <>
      <Page title={title} description={description} form>
        {error === null ? null : <Problem error={error} retry={retry} />}
        {editor === null ? (
          error === null ? (
            <Waiting label={t.common.loading} />
          ) : null
        ) : (
          <>
            {editor.readOnly ? (
              <MessageBar intent="info" layout="multiline">
                <MessageBarBody>{t.common.readOnly}</MessageBarBody>
              </MessageBar>
            ) : null}
            {children(editor)}
            <LastChanged editor={editor} />
          </>
        )}
      </Page>
      {editor === null ? null : <SaveBar editor={editor} />}
      {blocker.state === 'blocked' ? (
        <LeaveDialog
          onStay={() => blocker.reset()}
          onLeave={() => {
            editor?.discard();
            blocker.proceed();
          }}
        />
      ) : null}
    </>
  );
}

function LastChanged({ editor: { base } }: { readonly editor: PolicyEditor }) {
  const { t, format } = useWording();
  const text = () => {
    if (base.updatedAt === null) return t.policy.neverChanged;
    const when = format.dateTime(base.updatedAt);
    return base.updatedBy === null
      ? t.policy.changedAt(when)
      : t.policy.changedBy(base.updatedBy, when);
  };
  return (
    <Text size={200} style={{ opacity: 0.85 }}>
      {text()}
    </Text>
  );
}

function Waiting({ label }: { readonly label: string }) {
  return (
    <Skeleton aria-label={label}>
      {[120, 240, 160].map((height) => (
        <SkeletonItem key={height} style={{ height, marginBottom: 16, borderRadius: 8 }} />
      ))}
    </Skeleton>
  );
}
