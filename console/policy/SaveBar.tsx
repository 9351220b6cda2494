import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useWording } from '../locales/context.ts';
import { breakpoints } from '../parts/breakpoints.ts';
import { focusHeading } from '../parts/focus.ts';
import { useNotify } from '../parts/notify.tsx';
import { Problem } from '../parts/Problem.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { settingName } from './describe.ts';
import type { PolicyEditor } from './editor.ts';
import { PreviewDialog } from './PreviewDialog.tsx';
import { useSaving } from './saving.ts';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 5,
    marginTop: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke1}`,
    boxShadow: tokens.shadow16,
    [breakpoints.phone]: {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    },
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  text: {
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    minWidth: '10rem',
    [breakpoints.phone]: { flexBasis: '100%' },
  },
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
        <section ref={bar} tabIndex={-1} className={styles.bar} aria-label={t.policy.saveBar.label}>
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
          <div className={styles.row}>
            <div className={styles.text} aria-live="polite">
              <Text weight="semibold">{t.policy.saveBar.unsaved(editor.changed.length)}</Text>
              <Text size={200}>
                {editor.rejected.size > 0
                  ? t.policy.saveBar.invalid
                  : format.list(
                      editor.changed.slice(0, 4).map((path) => settingName(path, wording)),
                    )}
                {editor.changed.length > 4 ? ' …' : ''}
              </Text>
            </div>
            <Button
              appearance="primary"
              disabledFocusable={state.step === 'checking'}
              icon={state.step === 'checking' ? <Spinner size="tiny" /> : null}
              onClick={review}
            >
              {state.step === 'checking' ? t.policy.saveBar.checking : t.common.save}
            </Button>
            <Button onClick={discard}>{t.common.discard}</Button>
          </div>
        </section>
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
