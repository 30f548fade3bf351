import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Nothing } from '../parts/nothing.tsx';
import { PageTitle } from '../parts/page-title.tsx';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useLingui();
  return (
    <>
      <PageTitle title={t`Page not found`} />
      <Nothing>
        <Trans>
          There is nothing at this address. Go on with{' '}
          <Link to="/$collection" params={{ collection: 'opportunities' }}>
            the opportunities
          </Link>
          .
        </Trans>
      </Nothing>
    </>
  );
}
