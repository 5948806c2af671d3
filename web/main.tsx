import { render } from 'preact';
import { App } from './app.tsx';
import { followLinks } from './routing/navigation.ts';
import './style/base.css';

followLinks();
render(<App />, document.getElementById('app')!);
