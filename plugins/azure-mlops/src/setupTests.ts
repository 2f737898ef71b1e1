import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Tests of the fields open a whole scaffolder page; on a busy machine that takes a while.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 15_000 });

// The form scrolls up at every step, which jsdom has no layout for.
window.scrollTo = () => undefined;
