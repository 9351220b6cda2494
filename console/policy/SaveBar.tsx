import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useWording } from '../locales/context.ts';
import { DraftBar } from '../parts/DraftBar.tsx';
import { focusHeading } from '../parts/focus.ts';
import { useNotify } from '../parts/notify.tsx';
import { Problem } from '../parts/Problem.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { settingName } from './describe.ts';
import type { PolicyEditor } from './editor.ts';
import { PreviewDialog } from './PreviewDialog.tsx';
import { useSaving } from './saving.ts';

const useStyles = makeStyles({
  faults: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

/** Appears with the first change; says what happened to it. */
export function SaveBar({ editor }: { readonly editor: PolicyEditor }) {
  const styles = useStyles();
  const wording = useWording();
  const { t, format } = wording;
  const notify = useNotify();
  const saving = useSaving(editor, ({ inScopeAfter, users }) => {
    notify(t.policy.saveBar.saved, t.policy.saveBar.inForce(inScopeAfter, users));
    // The bar that held the focus goes away with the last change.
    focusHeading();
  });
  const { state } = saving;
  const bar = useRef<HTMLElement>(null);
  const faults = [...editor.faults];

  useEffect(() => {
    if (editor.faults.size > 0) bar.current?.focus();
  }, [editor.faults]);

  const review = () => {
    if (editor.rejected.size > 0) {
      document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
      return;
    }
    void saving.review();
  };

  const discard = () => {
    saving.discard();
    focusHeading();
  };

  const shown = editor.changed.length > 0 || editor.rejected.size > 0;
  return (
    <>
      {shown ? (
        <DraftBar
          ref={bar}
          text={t.policy.saveBar.unsaved(editor.changed.length)}
          detail={
            <>
              {editor.rejected.size > 0
                ? t.policy.saveBar.invalid
                : format.list(editor.changed.slice(0, 4).map((path) => settingName(path, wording)))}
              {editor.changed.length > 4 ? ' …' : ''}
            </>
          }
          busy={state.step === 'checking'}
          busyText={t.policy.saveBar.checking}
          onSave={review}
          onDiscard={discard}
        >
          {faults.length === 0 ? null : (
            <div role="alert">
              <Text weight="semibold">{t.problems.faults(faults.length)}</Text>
              <ul className={styles.faults}>
                {faults.map(([path, message]) => (
                  <li key={path}>
                    {settingName(path.replace(/\.\d+$/, ''), wording)}: {message}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {state.step === 'failed' ? <Problem error={state.error} /> : null}
        </DraftBar>
      ) : null}
      {state.step === 'reviewing' ? (
        <PreviewDialog
          preview={state.preview}
          policy={editor.policy}
          busy={state.busy}
          onSave={() => void saving.save()}
          onClose={saving.backToEditing}
        />
      ) : null}
      {state.step === 'conflict' ? (
        <ConflictDialog
          editor={editor}
          theirs={state.theirs}
          onReview={() => void saving.takeTheirs(state.theirs)}
          onDiscard={saving.discard}
          onClose={saving.backToEditing}
        />
      ) : null}
    </>
  );
}
