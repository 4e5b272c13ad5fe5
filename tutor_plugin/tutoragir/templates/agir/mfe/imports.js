// Agir: under names of its own, since all plugins share this file.
import * as AgirReact from 'react';
import { getConfig as agirConfig } from '@edx/frontend-platform';
import { getAuthenticatedHttpClient as agirHttp } from '@edx/frontend-platform/auth';
import { getLocale as agirLocale } from '@edx/frontend-platform/i18n';
