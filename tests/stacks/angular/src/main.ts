import { Component } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';

@Component({ selector: 'app-root', template: '<p>Served by Angular.</p>' })
class App {}

bootstrapApplication(App);
