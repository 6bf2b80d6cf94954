import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { refuseDrops } from './design/refuse-drops.ts';
import { themes } from './design/theme.ts';
import { useTheme } from './design/use-theme.ts';
import { App } from './frame/App.tsx';
import { hearMain } from './state/hear-main.ts';

// Fluent UI makes its style elements by script; the policy of this load knows them by this nonce.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
const styles = createDOMRenderer(document, { styleElementAttributes: { nonce } });

hearMain();
refuseDrops();
const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the window.');
createRoot(root).render(
  <StrictMode>
    <Window />
  </StrictMode>,
);

function Window() {
  const theme = useTheme();
  return (
    <RendererProvider renderer={styles} targetDocument={document}>
      <FluentProvider theme={themes[theme]} style={{ height: '100%' }}>
        <App />
      </FluentProvider>
    </RendererProvider>
  );
}
