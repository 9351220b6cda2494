import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { isProblem } from '../api/problem.ts';
import { useWording } from '../locales/context.ts';
import { DraftBar } from '../parts/DraftBar.tsx';
import { Page } from '../parts/Page.tsx';
import { Problem } from '../parts/Problem.tsx';
import { useLeaveGuard } from '../policy/guard.ts';
import { LeaveDialog } from '../policy/LeaveDialog.tsx';
import type { UnsavedWork } from './kept-draft.ts';

interface DraftPageProps {
  readonly title: string;
  readonly description: string;
  readonly readOnly: boolean;
  readonly work: UnsavedWork;
  /** Something marked on the page has to be typed before anything is sent. */
  readonly incomplete?: boolean;
  readonly unsavedText: string;
  /** What to do when somebody else saved meanwhile. */
  readonly conflictText: string;
  /** Where to look for what cannot be saved. */
  readonly faultyText: string;
  readonly children: ReactNode;
}

/** A page whose settings are saved together: while something is not, a bar says so, and nobody leaves by mistake. */
export function DraftPage(props: DraftPageProps) {
  const { title, description, readOnly, work, incomplete = false, unsavedText, children } = props;
  const { t } = useWording();
  const { problem, faults, rejections } = work;
  const blocker = useLeaveGuard(work.unsaved);
  const isRejected = rejections.rejected.size > 0;
  const save = () => {
    if (isRejected || incomplete) {
      document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
    } else void work.save();
  };
  return (
    <>
      <Page title={title} description={description} form>
        {readOnly ? (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t.common.readOnly}</MessageBarBody>
          </MessageBar>
        ) : null}
        {children}
      </Page>
      {work.unsaved ? (
        <DraftBar
          text={isRejected ? t.policy.saveBar.invalid : unsavedText}
          busy={work.busy}
          onSave={save}
          onDiscard={work.discard}
        >
          {isProblem(problem, 'conflict') || faults.size > 0 ? (
            <MessageBar intent="error" layout="multiline" role="alert">
              <MessageBarBody>
                {faults.size > 0 ? props.faultyText : props.conflictText}
              </MessageBarBody>
            </MessageBar>
          ) : problem === null ? null : (
            <Problem error={problem} />
          )}
        </DraftBar>
      ) : null}
      {blocker.state === 'blocked' ? (
        <LeaveDialog
          onStay={() => blocker.reset()}
          onLeave={() => {
            work.forget();
            blocker.proceed();
          }}
        />
      ) : null}
    </>
  );
}
