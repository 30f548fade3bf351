import { Button } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { lookForNewer, useConnection } from '../data/connection.ts';
import { Notice } from './failure.tsx';

/** A part of the page that did not load: because it is gone since an update, or because nothing could be loaded. */
export function MissingPart() {
  const { t } = useLingui();
  const { isOutdated } = useConnection();
  const [isAway, setAway] = useState(false);
  // Without a server, to load the page anew would leave nothing at all.
  const reload = () =>
    lookForNewer().then(
      () => location.reload(),
      () => setAway(true),
    );
  return (
    <Notice
      title={
        isOutdated
          ? t`This page belongs to the version before`
          : isAway
            ? t`The server does not answer`
            : t`A part of the page could not be loaded`
      }
      action={
        <Button appearance="primary" onClick={reload}>
          <Trans>Reload</Trans>
        </Button>
      }
    >
      {isOutdated ? (
        <Trans>Reload to go on with the new one. Whatever was saved is there.</Trans>
      ) : (
        <Trans>Check that Rapport is running and that you are online, then reload.</Trans>
      )}
    </Notice>
  );
}
