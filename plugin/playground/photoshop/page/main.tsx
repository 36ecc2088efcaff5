import { render } from 'preact';
import style from './style.css';
import { Studio } from './studio';
import type {} from './test-hook';
import { App } from './view/app';

const sheet = document.createElement('style');
sheet.textContent = style;
document.head.append(sheet);
window.studio = new Studio();
render(<App studio={window.studio} />, document.getElementById('app')!);
void window.studio.start();
