import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { CurrentPolicy } from '../../src/contract/policy.ts';
import { comparePolicies } from '../../src/contract/shapes.ts';
import { useWording } from '../locales/context.ts';
import { ChangeTable } from './ChangeTable.tsx';
import { settingName } from './describe.ts';
import { mergeOnto } from './draft.ts';
import type { PolicyEditor } from './editor.ts';
import { Modal } from '../parts/Modal.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

interface ConflictDialogProps {
  readonly editor: PolicyEditor;
  readonly theirs: CurrentPolicy;
  readonly onReview: () => void;
  readonly onDiscard: () => void;
  readonly onClose: () => void;
}

/** Somebody saved the policy after this editing began: nobody's changes are lost unseen. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { editor, theirs, onReview, onDiscard, onClose } = props;
  const styles = useStyles();
  const wording = useWording();
  const { t, format } = wording;
  const texts = t.policy.conflict;
  const { collisions } = mergeOnto(editor.base.policy, editor.policy, theirs.policy);
  const names = collisions.map((path) => settingName(path, wording));
  return (
    <Modal firm wide onClose={onClose}>
      <DialogBody>
        <DialogTitle>{texts.title}</DialogTitle>
        <DialogContent className={styles.content}>
          <Text>
            {texts.explanation(
              theirs.updatedBy ?? texts.somebody,
              theirs.updatedAt === null ? '' : format.dateTime(theirs.updatedAt),
            )}
          </Text>
          <ChangeTable
            label={texts.theirs}
            changes={comparePolicies(editor.base.policy, theirs.policy)}
          />
          <MessageBar intent={names.length > 0 ? 'warning' : 'info'} layout="multiline">
            <MessageBarBody>
              {names.length > 0 ? texts.collisions(format.list(names)) : texts.noCollisions}
            </MessageBarBody>
          </MessageBar>
        </DialogContent>
        <DialogActions fluid>
          <Button appearance="primary" onClick={onReview}>
            {texts.review}
          </Button>
          <Button onClick={onDiscard}>{texts.discard}</Button>
          <Button onClick={onClose}>{t.common.cancel}</Button>
        </DialogActions>
      </DialogBody>
    </Modal>
  );
}
