/* A micro-frontend in little: the platform's own start, its plugin framework, and four slots.
 *
 * The slots have the ids, the aliases and the properties of frontend-app-learner-dashboard and
 * frontend-app-learning (release/teak, release/ulmo, release/verawood are the same here), and of
 * frontend-app-catalog; around them stands a word for what those pages show there themselves. Only the login is another: the
 * embedded host gives a session and no JWT cookie.
 */
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import axios from 'axios';
import { APP_READY, getConfig, initialize, subscribe } from '@edx/frontend-platform';
import { AppProvider } from '@edx/frontend-platform/react';
import { PluginSlot } from '@openedx/frontend-plugin-framework';

class SessionAuth {
  constructor() { this.client = axios.create({ withCredentials: true }); }

  getAuthenticatedHttpClient() { return this.client; }

  getHttpClient() { return this.client; }

  getAuthenticatedUser() { return null; }

  fetchAuthenticatedUser() { return Promise.resolve(null); }

  ensureAuthenticatedUser() { return Promise.resolve(null); }

  applyMiddleware() {}
}

class Quiet {
  logInfo() {}

  logError(error) { console.error(error); }
}

const course = new URLSearchParams(window.location.search).get('course');

const dashboard = () => h(
  PluginSlot,
  { id: 'org.openedx.frontend.learner_dashboard.widget_sidebar.v1', idAliases: ['widget_sidebar_slot'] },
  h('p', { id: 'own' }, 'Looking for a challenge?'),
);
const home = () => h(PluginSlot, {
  id: 'org.openedx.frontend.learning.course_outline_tab_notifications.v1',
  idAliases: ['outline_tab_notifications_slot'],
  pluginProps: { courseId: course, model: 'outline' },
});
const progress = () => h(
  PluginSlot,
  {
    id: 'org.openedx.frontend.learning.progress_tab_certificate_status_main_body.v1',
    idAliases: ['progress_tab_certificate_status_main_body_slot'],
  },
  h('p', { id: 'own' }, 'Certificate status'),
);
const about = () => h(
  PluginSlot,
  {
    id: 'org.openedx.frontend.catalog.course_about_page.overview',
    slotOptions: { mergeProps: true },
    pluginProps: { courseId: decodeURIComponent(window.location.pathname.split('/')[3]), overviewData: '' },
  },
  h('p', { id: 'own' }, 'About this course'),
);

const show = () => {
  const path = window.location.pathname;
  let page = dashboard;
  if (path.includes('/course/')) { page = path.includes('/progress') ? progress : home; }
  if (path.startsWith('/catalog/')) { page = about; }
  createRoot(document.getElementById('root')).render(
    h(AppProvider, { wrapWithRouter: false }, h('main', { className: 'container py-4' }, h('h1', null, 'Page'), h(page))),
  );
};

subscribe(APP_READY, show);
initialize({
  authService: SessionAuth,
  loggingService: Quiet,
  // The languages that the page itself speaks; the widgets follow them.
  messages: [{ fr: {}, 'fr-ca': {}, 'fr-fr': {} }],
  handlers: { analytics() {} },
}).then(() => { window.agirSlots = Object.keys(getConfig().pluginSlots || {}); });
