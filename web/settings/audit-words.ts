import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { AuditAction } from '../../src/contract/audit.ts';

/** What is written down, as people say it. */
export const actionWords: Readonly<Record<AuditAction, MessageDescriptor>> = {
  set_up: msg`Set up`,
  signed_in: msg`Signed in`,
  sign_in_failed: msg`Sign-in failed`,
  signed_out: msg`Signed out`,
  session_ended: msg`Session ended`,
  password_changed: msg`Password changed`,
  second_factor_changed: msg`Second factor changed`,
  token_made: msg`API token made`,
  token_revoked: msg`API token revoked`,
  invited: msg`Invited`,
  invitation_withdrawn: msg`Invitation withdrawn`,
  invitation_accepted: msg`Invitation accepted`,
  link_made: msg`Link for a new password made`,
  roles_changed: msg`Roles changed`,
  deactivated: msg`Deactivated`,
  reactivated: msg`Activated again`,
  figures_read: msg`Figures of others read`,
  record_shared: msg`Record shared`,
  activated: msg`Notice accepted`,
  notice_read: msg`Notice read`,
  person_told: msg`Person told`,
  settings_changed: msg`Settings changed`,
  source_changed: msg`Source changed`,
  imported: msg`Imported`,
  overruled: msg`Activity decided on`,
  exported: msg`Exported`,
  erased: msg`Erased`,
  opted_out: msg`Left out or counted again`,
  handed_over: msg`Handed over`,
  retention_ran: msg`Old data removed`,
  introduction_asked: msg`Introduction asked for`,
  introduction_answered: msg`Outcome of an introduction noted`,
  introduction_withdrawn: msg`Request for an introduction taken back`,
  feed_changed: msg`News feed changed`,
  news_rejected: msg`News left out`,
  news_restored: msg`News shown again`,
  backed_up: msg`Backed up`,
  restored: msg`Restored`,
  key_rotated: msg`Key changed`,
  audit_exported: msg`Audit log exported`,
};

/** The word for an action; of one that a later version wrote, the action itself. */
export function actionWord(action: string, i18n: I18n): string {
  const word = Object.entries(actionWords).find(([name]) => name === action)?.[1];
  return word === undefined ? action : i18n._(word);
}
