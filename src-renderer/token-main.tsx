import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { refuseDrops } from './design/refuse-drops.ts';
import { themes } from './design/theme.ts';
import { useTheme } from './design/use-theme.ts';
import { TokenPage } from './token/TokenPage.tsx';

// Fluent UI makes its style elements by script; the policy of this load knows them by this nonce.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
const styles = createDOMRenderer(document, { styleElementAttributes: { nonce } });

refuseDrops();
const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the window.');
createRoot(root).render(
  <StrictMode>
    <TokenWindow />
  </StrictMode>,
);

function TokenWindow() {
  const theme = useTheme();
  return (
    <RendererProvider renderer={styles} targetDocument={document}>
      <FluentProvider theme={themes[theme]} style={{ height: '100%' }}>
        <TokenPage />
      </FluentProvider>
    </RendererProvider>
  );
}
