import { Button } from '@fluentui/react-components';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLanguage } from '../app/language.tsx';
import { sent } from '../data/client.ts';
import { type OwnNotice, ownNoticeQuery } from '../data/notice.ts';
import { FormProblem } from '../parts/form.tsx';
import { Modal } from '../parts/modal.tsx';
import { NoticeText } from '../parts/notice-text.tsx';

/** Tells people of ours, when they first sign in, that their communication is processed; nothing when they know. */
export function FirstNotice() {
  const { language } = useLanguage();
  const queries = useQueryClient();
  const { data } = useQuery(ownNoticeQuery);
  const reading = useMutation({
    mutationFn: (version: number) => sent<OwnNotice>('POST', 'me/notice', { version }),
    onSuccess: (answer) => queries.setQueryData(ownNoticeQuery.queryKey, answer),
  });
  if (data === undefined || !data.due) return null;
  const text = data.notice.texts[language];
  return (
    <Modal
      isAlert
      title={<Trans>Before you begin: what Rapport does, and what it must not be used for</Trans>}
      actions={
        <Button
          appearance="primary"
          disabledFocusable={reading.isPending}
          onClick={() => reading.mutate(data.notice.version)}
        >
          <Trans>I have read this</Trans>
        </Button>
      }
    >
      <NoticeText paragraphs={text.paragraphs} />
      <FormProblem error={reading.error} />
    </Modal>
  );
}
